using Connect.Converters.Avro.Registry.Security;

namespace Connect.Converters.Avro.Registry;

/// <summary>A converter's settings of the registry client. Keys and defaults are those of Confluent's <c>SchemaRegistryClientConfig</c>.</summary>
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

    /// <summary>All of the client's keys and values in one string, equal for converters that can share a client. Contains secrets.</summary>
    public string Identity { get; }

    /// <summary>The name after <c>mock://</c>; null for a real registry.</summary>
    public string? MockName { get; }

    /// <summary>The base URLs in order; empty for a mock.</summary>
    public IReadOnlyList<RegistryUrl> Urls { get; }

    /// <summary>Whether to start with a random URL.</summary>
    public bool RandomizeUrls { get; }

    /// <summary>How often a failed request is retried.</summary>
    public int MaxRetries { get; }

    /// <summary>The delay before the first retry; it doubles with each retry.</summary>
    public TimeSpan RetryWait { get; }

    /// <summary>The longest delay.</summary>
    public TimeSpan RetryMaxWait { get; }

    public TimeSpan ConnectTimeout { get; }

    /// <summary>How long a complete response may take.</summary>
    public TimeSpan ReadTimeout { get; }

    /// <summary>The number of entries of each cache of a subject.</summary>
    public int MaxSchemasPerSubject { get; }

    /// <summary>How long the latest version is cached; null for ever.</summary>
    public TimeSpan? LatestTtl { get; }

    /// <summary>How long an unknown id is cached; null for ever, zero for not at all.</summary>
    public TimeSpan? MissingIdTtl { get; }

    /// <inheritdoc cref="MissingIdTtl"/>
    public TimeSpan? MissingVersionTtl { get; }

    /// <inheritdoc cref="MissingIdTtl"/>
    public TimeSpan? MissingSchemaTtl { get; }

    /// <summary>Headers that are added to each request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public string? ProxyHost { get; }

    public int ProxyPort { get; }

    public CredentialsConfig Credentials { get; }

    public TlsConfig Tls { get; }

    /// <summary>Reads a converter's configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="needsUrl">False if the application supplies its own client.</param>
    /// <exception cref="ConfigException">A key is missing, or its value is invalid.</exception>
    public static RegistryClientConfig Parse(IReadOnlyDictionary<string, string?> config, bool needsUrl = true) =>
        new(new ClientKeys(config), needsUrl);

    private static string? NameOfMock(string[] urls)
    {
        var mocks = urls.Count(url => url.StartsWith(MockScheme, StringComparison.Ordinal));
        if (mocks == 0)
            return null;

        return urls.Length == 1
            ? urls[0][MockScheme.Length..]
            : throw new ConfigException("schema.registry.url must be one mock:// name or a list of http(s) URLs, not both.");
    }

    private static TimeSpan Milliseconds(ClientKeys keys, string name, int fallback, int least) =>
        TimeSpan.FromMilliseconds(keys.Number(name, fallback, least));

    private static TimeSpan? Seconds(ClientKeys keys, string name, int fallback) => keys.Number(name, fallback, -1) switch
    {
        < 0 => null,
        var seconds => TimeSpan.FromSeconds(seconds),
    };
}
