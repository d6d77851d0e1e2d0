namespace Connect.Configuration;

/// <summary>A list without repeated or empty items, of the given ones if any are given.</summary>
internal sealed class ListValidator(IReadOnlyList<string> values, bool emptyAllowed, bool nullAllowed) : IConfigValidator
{
    private readonly StringValidator _items = new(values);

    public string Description => values.Count == 0 ? "" : _items.Description;

    public void EnsureValid(string name, object? value)
    {
        if (value is null)
        {
            if (!nullAllowed)
                throw new ConfigException($"Configuration '{name}' values must not be null.");
            return;
        }

        var list = Expected.List(name, value);
        if (list.Count == 0 && !emptyAllowed)
            throw new ConfigException(
                $"Configuration '{name}' must not be empty. Valid values include: "
                    + (values.Count == 0 ? "any non-empty value" : _items.Description));
        if (list.Distinct().Count() != list.Count)
            throw new ConfigException($"Configuration '{name}' values must not be duplicated.");
        foreach (var item in list)
        {
            if (item is null)
                throw new ConfigException($"Configuration '{name}' values must not be null.");
            if (item is not string text)
                continue;
            if (text.Length == 0)
                throw new ConfigException($"Configuration '{name}' values must not be empty.");
            if (values.Count > 0)
                _items.EnsureValid(name, text);
        }
    }
}
