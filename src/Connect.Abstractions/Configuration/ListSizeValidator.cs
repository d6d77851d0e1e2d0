namespace Connect.Configuration;

internal sealed class ListSizeValidator(int max) : IConfigValidator
{
    public string Description => $"List containing maximum of {max} elements";

    public void EnsureValid(string name, object? value)
    {
        if (Expected.List(name, value).Count > max)
            throw new ConfigException(name, value, $"exceeds maximum list size of [{max}].");
    }
}
