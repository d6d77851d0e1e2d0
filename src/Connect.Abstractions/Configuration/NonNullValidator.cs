namespace Connect.Configuration;

internal sealed class NonNullValidator : IConfigValidator
{
    public string Description => "non-null string";

    public void EnsureValid(string name, object? value)
    {
        if (value is null)
            throw new ConfigException(name, null, "entry must be non null");
    }
}
