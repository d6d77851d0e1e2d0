using System.Globalization;

namespace Connect.Configuration;

internal sealed class ControlCharacterValidator : IConfigValidator
{
    public string Description => "non-empty string without ISO control characters";

    public void EnsureValid(string name, object? value)
    {
        if (Expected.Text(name, value) is not { } text)
            return;
        if (text.Length == 0)
            throw new ConfigException(name, value, "String may not be empty");
        var found = text.Where(char.IsControl).Select(c => ((int)c).ToString(CultureInfo.InvariantCulture)).ToArray();
        if (found.Length > 0)
            throw new ConfigException(
                name, value, $"String may not contain control sequences but had the following ASCII chars: {string.Join(", ", found)}");
    }
}
