using Connect.Data;

namespace Connect.Configuration;

/// <summary>A number between two bounds; the bounds keep their own kind, because it shows in the texts.</summary>
internal sealed class RangeValidator(object min, object? max) : IConfigValidator
{
    public string Description => max is null ? $"[{JavaText.Of(min)},...]" : $"[{JavaText.Of(min)},...,{JavaText.Of(max)}]";

    public void EnsureValid(string name, object? value)
    {
        if (value is null)
            throw new ConfigException(name, null, "Value must be non-null");
        var number = Expected.Number(name, value);
        if (number < Expected.Number(name, min))
            throw new ConfigException(name, value, $"Value must be at least {JavaText.Of(min)}");
        if (max is not null && number > Expected.Number(name, max))
            throw new ConfigException(name, value, $"Value must be no more than {JavaText.Of(max)}");
    }
}
