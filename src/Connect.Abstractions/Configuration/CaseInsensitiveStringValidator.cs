using Connect.Data;
using Connect.JavaCompatibility;

namespace Connect.Configuration;

internal sealed class CaseInsensitiveStringValidator(IEnumerable<string> values) : IConfigValidator
{
    private readonly IReadOnlyList<string> _values = JavaHashOrder.Of(values.Select(JavaStrings.ToUpper));

    public string Description => $"(case insensitive) [{string.Join(", ", _values)}]";

    public void EnsureValid(string name, object? value)
    {
        if (Expected.Text(name, value) is not { } text || !_values.Contains(JavaStrings.ToUpper(text), StringComparer.Ordinal))
            throw new ConfigException(name, value, $"String must be one of (case insensitive): {string.Join(", ", _values)}");
    }
}
