using System.Globalization;

namespace Connect.Converters.Avro.Registry;

/// <summary>A converter's configuration as the registry client reads it: the prefix <c>schema.registry.</c> is removed, and prefixed keys take
/// precedence.</summary>
internal sealed class ClientKeys
{
    private const string Prefix = "schema.registry.";

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    public ClientKeys(IReadOnlyDictionary<string, string?> config)
    {
        foreach (var (name, value) in config)
        {
            // Without the prefix, `ssl.*` keys belong to Kafka's clients, not to the registry client.
            if (value is null || name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith("ssl.", StringComparison.Ordinal))
                continue;

            _values[name] = value;
        }

        foreach (var (name, value) in config)
        {
            if (value is not null && name.StartsWith(Prefix, StringComparison.Ordinal))
                _values[name[Prefix.Length..]] = value;
        }
    }

    /// <summary>All keys of the client with their values in one string, to compare two configurations.</summary>
    public string Identity => string.Join('\n', _values.Where(pair => IsClientKey(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The keys that start with a prefix, without the prefix.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Under(string prefix) =>
    [
        .. _values
            .Where(pair => pair.Key.Length > prefix.Length && pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value)),
    ];

    /// <summary>The value, which may be empty; null if the key is absent.</summary>
    public string? Raw(string name) => _values.GetValueOrDefault(name);

    /// <summary>The trimmed value; null if the key is absent or blank.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The value of a required key.</summary>
    public string Required(string name) =>
        Text(name) ?? throw new ConfigException($"Missing required configuration \"{name}\" which has no default value.");

    public int Number(string name, int fallback, int least)
    {
        if (Text(name) is not { } text)
            return fallback;

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw new ConfigException(name, text, "Not a number of type INT");

        return value >= least
            ? value : throw new ConfigException(name, text, string.Create(CultureInfo.InvariantCulture, $"Value must be at least {least}"));
    }

    public bool Flag(string name, bool fallback) => Text(name) switch
    {
        null => fallback,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        var text => throw new ConfigException(name, text, "Expected value to be either true or false"),
    };

    private static bool IsClientKey(string name) =>
        name is "url" or "proxy.host" or "proxy.port" or "max.retries" or "max.schemas.per.subject" or "sasl.jaas.config"
        || name.StartsWith("url.", StringComparison.Ordinal)
        || name.StartsWith("retries.", StringComparison.Ordinal)
        || name.StartsWith("http.", StringComparison.Ordinal)
        || name.StartsWith("latest.cache.", StringComparison.Ordinal)
        || name.StartsWith("missing.", StringComparison.Ordinal)
        || name.StartsWith("basic.auth.", StringComparison.Ordinal)
        || name.StartsWith("bearer.auth.", StringComparison.Ordinal)
        || name.StartsWith("sasl.oauthbearer.", StringComparison.Ordinal)
        || name.StartsWith("request.header.", StringComparison.Ordinal)
        || name.StartsWith("ssl.", StringComparison.Ordinal);
}
