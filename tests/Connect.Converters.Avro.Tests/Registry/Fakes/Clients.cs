using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Caching;
using Connect.Converters.Avro.Registry.Http;

namespace Connect.Converters.Avro.Tests.Registry.Fakes;

/// <summary>Clients for tests: no waits between tries unless a test sets them.</summary>
internal static class Clients
{
    public static HttpSchemaRegistry Plain(string urls, params (string Key, string Value)[] config) => new(Http(urls, config));

    public static RegistryHttp Http(string urls, params (string Key, string Value)[] config) => new(Config(urls, config), TimeProvider.System);

    public static CachingSchemaRegistry Caching(string urls, TimeProvider? clock = null, params (string Key, string Value)[] config)
    {
        var parsed = Config(urls, config);
        return new CachingSchemaRegistry(new HttpSchemaRegistry(new RegistryHttp(parsed, TimeProvider.System)), parsed, clock ?? TimeProvider.System);
    }

    public static RegistryClientConfig Config(string urls, params (string Key, string Value)[] config)
    {
        var map = new Dictionary<string, string?> { ["schema.registry.url"] = urls, ["retries.wait.ms"] = "0", ["max.retries"] = "0" };
        foreach (var (key, value) in config)
            map[key] = value;

        return RegistryClientConfig.Parse(map);
    }
}
