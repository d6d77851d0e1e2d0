using Connect.Converters.Avro.Registry.Caching;
using Connect.Converters.Avro.Registry.Http;
using Connect.Converters.Avro.Registry.Mock;

namespace Connect.Converters.Avro.Registry;

/// <summary>
/// Lets converters with the same client settings share one client, with its connections and caches: the tasks of a connector each have their own converter, and yet a
/// schema is asked for once. A client lives as long as somebody rents it; registries in memory (<c>mock://name</c>) live on.
/// </summary>
internal sealed class RegistryPool(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shared> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MockSchemaRegistry> _mocks = new(StringComparer.Ordinal);

    /// <summary>The pool of this process.</summary>
    public static RegistryPool Process { get; } = new(TimeProvider.System);

    /// <summary>Rents the client of a configuration until the lease is disposed.</summary>
    /// <exception cref="ConfigException">A key store or trust store cannot be read.</exception>
    public RegistryLease Rent(RegistryClientConfig config)
    {
        lock (_lock)
        {
            if (!_clients.TryGetValue(config.Identity, out var shared))
                _clients[config.Identity] = shared = new Shared(Create(config));

            shared.Tenants++;
            return new RegistryLease(shared.Registry, () => Return(config.Identity));
        }
    }

    /// <summary>The registry in memory of a name; made when first asked for.</summary>
    public MockSchemaRegistry Mock(string name)
    {
        lock (_lock)
        {
            if (!_mocks.TryGetValue(name, out var mock))
                _mocks[name] = mock = new MockSchemaRegistry();

            return mock;
        }
    }

    private CachingSchemaRegistry Create(RegistryClientConfig config) =>
        config.MockName is { } name
            ? new CachingSchemaRegistry(Mock(name), config, clock)
            : new CachingSchemaRegistry(new HttpSchemaRegistry(new RegistryHttp(config, clock)), config, clock);

    private void Return(string identity)
    {
        ISchemaRegistry? unused = null;
        lock (_lock)
        {
            if (_clients.TryGetValue(identity, out var shared) && --shared.Tenants == 0)
            {
                _clients.Remove(identity);
                unused = shared.Registry;
            }
        }

        unused?.Dispose();
    }

    private sealed class Shared(ISchemaRegistry registry)
    {
        public ISchemaRegistry Registry { get; } = registry;

        public int Tenants { get; set; }
    }
}
