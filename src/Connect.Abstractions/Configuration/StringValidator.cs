using Connect.Data;

namespace Connect.Configuration;

internal sealed class StringValidator(IReadOnlyList<string?> values) : IConfigValidator
{
    public string Description => $"[{Joined}]";

    private string Joined => string.Join(", ", values.Select(JavaText.Of));

    public void EnsureValid(string name, object? value)
    {
        if (!values.Contains(Expected.Text(name, value), StringComparer.Ordinal))
            throw new ConfigException(name, value, $"String must be one of: {Joined}");
    }
}
