using Connect.Converters.Avro.Registry.Security;

namespace Connect.Converters.Avro.Registry;

/// <summary>What a converter's configuration says about its registry. Keys and defaults are Confluent's <c>SchemaRegistryClientConfig</c>.</summary>
internal sealed class RegistryClientConfig
{
    private const string MockScheme = "mock://";

    private RegistryClientConfig(ClientKeys keys, bool needsUrl)
    {
        var urls = (keys.Text("url") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (urls.Length == 0 && needsUrl)
            throw new ConfigException("Missing required configuration \"schema.registry.url\" which has no default value.");

        MockName = NameOfMock(urls);
        Urls = MockName is null ? [.. urls.Select(url => RegistryUrl.Parse("schema.registry.url", url))] : [];
        Identity = keys.Identity;
        RandomizeUrls = keys.Flag("url.randomize", false);
        MaxRetries = keys.Number("max.retries", 3, 0);
        RetryWait = Milliseconds(keys, "retries.wait.ms", 1_000, 0);
        RetryMaxWait = Milliseconds(keys, "retries.max.wait.ms", 20_000, 0);
        ConnectTimeout = Milliseconds(keys, "http.connect.timeout.ms", 60_000, 1);
        ReadTimeout = Milliseconds(keys, "http.read.timeout.ms", 60_000, 1);
        MaxSchemasPerSubject = keys.Number("max.schemas.per.subject", 1_000, 1);
        LatestTtl = Seconds(keys, "latest.cache.ttl.sec", 60);
        MissingIdTtl = Seconds(keys, "missing.id.cache.ttl.sec", 0);
        MissingVersionTtl = Seconds(keys, "missing.version.cache.ttl.sec", 0);
        MissingSchemaTtl = Seconds(keys, "missing.schema.cache.ttl.sec", 0);
        Headers = keys.Under("request.header.");
        ProxyHost = keys.Text("proxy.host");
        ProxyPort = keys.Number("proxy.port", -1, -1);
        Credentials = CredentialsConfig.Parse(keys);
        Tls = TlsConfig.Parse(keys);
        if (ProxyHost is not null && (ProxyPort is < 1 or > 65535))
            throw new ConfigException("proxy.port", ProxyPort, "proxy.host needs a port from 1 to 65535");
    }

    /// <summary>All of the client's keys and values in one text: equal for clients that can be one. Holds secrets.</summary>
    public string Identity { get; }

    /// <summary>The name behind <c>mock://</c>; null when a real registry is meant.</summary>
    public string? MockName { get; }

    /// <summary>The base URLs, in the order in which they are tried; empty for a mock.</summary>
    public IReadOnlyList<RegistryUrl> Urls { get; }

    /// <summary>Whether to start at any of the URLs.</summary>
    public bool RandomizeUrls { get; }

    /// <summary>How often a failed request is repeated.</summary>
    public int MaxRetries { get; }

    /// <summary>The wait before the first repetition; it doubles from one to the next.</summary>
    public TimeSpan RetryWait { get; }

    /// <summary>The longest wait.</summary>
    public TimeSpan RetryMaxWait { get; }

    public TimeSpan ConnectTimeout { get; }

    /// <summary>How long a whole answer may take.</summary>
    public TimeSpan ReadTimeout { get; }

    /// <summary>Entries of each cache of a subject.</summary>
    public int MaxSchemasPerSubject { get; }

    /// <summary>How long the latest version is believed; null is for ever.</summary>
    public TimeSpan? LatestTtl { get; }

    /// <summary>How long it is believed that an id is unknown; null is for ever, zero not at all.</summary>
    public TimeSpan? MissingIdTtl { get; }

    /// <inheritdoc cref="MissingIdTtl"/>
    public TimeSpan? MissingVersionTtl { get; }

    /// <inheritdoc cref="MissingIdTtl"/>
    public TimeSpan? MissingSchemaTtl { get; }

    /// <summary>Headers that each request carries.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public string? ProxyHost { get; }

    public int ProxyPort { get; }

    public CredentialsConfig Credentials { get; }

    public TlsConfig Tls { get; }

    /// <summary>Reads a converter's configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="needsUrl">False where the application brings a client of its own.</param>
    /// <exception cref="ConfigException">A key is missing, or its value is not valid.</exception>
    public static RegistryClientConfig Parse(IReadOnlyDictionary<string, string?> config, bool needsUrl = true) => new(new ClientKeys(config), needsUrl);

    private static string? NameOfMock(string[] urls)
    {
        var mocks = urls.Count(url => url.StartsWith(MockScheme, StringComparison.Ordinal));
        if (mocks == 0)
            return null;

        return urls.Length == 1
            ? urls[0][MockScheme.Length..]
            : throw new ConfigException("schema.registry.url must be one mock:// name or a list of http(s) URLs, not both.");
    }

    private static TimeSpan Milliseconds(ClientKeys keys, string name, int fallback, int least) => TimeSpan.FromMilliseconds(keys.Number(name, fallback, least));

    private static TimeSpan? Seconds(ClientKeys keys, string name, int fallback) => keys.Number(name, fallback, -1) switch
    {
        < 0 => null,
        var seconds => TimeSpan.FromSeconds(seconds),
    };
}
