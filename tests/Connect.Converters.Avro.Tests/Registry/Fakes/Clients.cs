using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Caching;
using Connect.Converters.Avro.Registry.Client;

namespace Connect.Converters.Avro.Tests.Registry.Fakes;

/// <summary>Clients for tests: no waits between tries unless a test sets them.</summary>
internal static class Clients
{
    public static ClientSchemaRegistry Plain(string urls, params (string Key, string Value)[] config) =>
        Plain(urls, TimeProvider.System, null, config);

    public static ClientSchemaRegistry Plain(string urls, TimeProvider clock, Func<double>? jitter, params (string Key, string Value)[] config)
    {
        var parsed = Config(urls, config);
        return new ClientSchemaRegistry(
            RestClients.Create(parsed), new RetryPolicy(parsed.MaxRetries, parsed.RetryWait, parsed.RetryMaxWait, jitter), clock,
            parsed.Credentials.Hint, ownsClient: true);
    }

    public static CachingSchemaRegistry Caching(string urls, TimeProvider? clock = null, params (string Key, string Value)[] config) =>
        new(Plain(urls, config), Config(urls, config), clock ?? TimeProvider.System);

    public static RegistryClientConfig Config(string urls, params (string Key, string Value)[] config)
    {
        var map = new Dictionary<string, string?> { ["schema.registry.url"] = urls, ["retries.wait.ms"] = "0", ["max.retries"] = "0" };
        foreach (var (key, value) in config)
            map[key] = value;

        return RegistryClientConfig.Parse(map);
    }

    public static Schema Avro(string text, params SchemaReference[] references) => new(text, [.. references], SchemaType.Avro);

    public static async Task SetCompatibilityAsync(string url, string subject, Compatibility rule)
    {
        using var client = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = url });
        await client.UpdateCompatibilityAsync(rule, subject);
    }
}
