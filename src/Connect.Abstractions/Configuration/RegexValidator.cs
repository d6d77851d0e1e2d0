using Connect.JavaCompatibility.Patterns;

namespace Connect.Configuration;

internal sealed class RegexValidator : IConfigValidator
{
    public string Description => "valid regex";

    public void EnsureValid(string name, object? value)
    {
        try
        {
            _ = new JavaRegex((string)value!);
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException)
        {
            throw new ConfigException(name, value, $"Invalid regex: {e.Message}");
        }
    }
}
