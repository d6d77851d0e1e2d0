namespace Connect.Configuration;

internal sealed class NonEmptyStringValidator : IConfigValidator
{
    public string Description => "non-empty string";

    public void EnsureValid(string name, object? value)
    {
        if (Expected.Text(name, value) is "")
            throw new ConfigException(name, value, "String must be non-empty");
    }
}
