using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>At least one address; what an address looks like is found out when it is listened on.</summary>
internal sealed class ListenersValidator : IConfigValidator
{
    public static readonly ListenersValidator Instance = new();

    public string Description => "List of comma-separated URLs, ex: http://localhost:8080,https://localhost:8443.";

    public void EnsureValid(string name, object? value)
    {
        if (value is not IReadOnlyList<object?> listeners)
            throw new ConfigException("Invalid value type for listeners (expected list of URLs , ex: http://localhost:8080,https://localhost:8443).");
        if (listeners.Count == 0)
            throw new ConfigException("Invalid value for listeners, at least one URL is expected, ex: http://localhost:8080,https://localhost:8443.");
        foreach (var listener in listeners)
        {
            if (listener is not string address)
                throw new ConfigException("Invalid type for listeners (expected String).");
            if (string.IsNullOrWhiteSpace(address))
                throw new ConfigException("Empty URL found when parsing listeners list.");
        }
    }
}
