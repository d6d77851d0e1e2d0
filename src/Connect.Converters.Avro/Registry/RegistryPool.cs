using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry.Caching;
using Connect.Converters.Avro.Registry.Client;
using Connect.Converters.Avro.Registry.Mock;

namespace Connect.Converters.Avro.Registry;

/// <summary> Shares one registry client, with its connections and caches, between converters with the same settings. Each task has its own
/// converters, so without the pool every task would request each schema. A client is disposed with its last lease; in-memory registries
/// (<c>mock://name</c>) are never disposed.
/// </summary>
internal sealed class RegistryPool(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ISchemaRegistryClient? Client, string Identity), Shared> _clients = [];
    private readonly Dictionary<string, MockRegistryClient> _mocks = new(StringComparer.Ordinal);

    /// <summary>The pool of this process.</summary>
    public static RegistryPool Process { get; } = new(TimeProvider.System);

    /// <summary>Rents the client for a configuration until the lease is disposed.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The application's client, which is used instead of a configured one and is not disposed; null for none.</param>
    /// <exception cref="ConfigException">A key store or trust store cannot be read.</exception>
    public RegistryLease Rent(RegistryClientConfig config, ISchemaRegistryClient? client = null)
    {
        var key = (client, config.Identity);
        lock (_lock)
        {
            if (!_clients.TryGetValue(key, out var shared))
                _clients[key] = shared = new Shared(Create(config, client));

            shared.Tenants++;
            return new RegistryLease(shared.Registry, () => Return(key));
        }
    }

    /// <summary>Returns the in-memory registry with a name; creates it on first use.</summary>
    public MockRegistryClient Mock(string name)
    {
        lock (_lock)
        {
            if (!_mocks.TryGetValue(name, out var mock))
                _mocks[name] = mock = new MockRegistryClient();

            return mock;
        }
    }

    private CachingSchemaRegistry Create(RegistryClientConfig config, ISchemaRegistryClient? client) =>
        new(
            client is not null || config.MockName is not null
                ? new ClientSchemaRegistry(client ?? Mock(config.MockName!), RetryPolicy.None, clock, null, ownsClient: false)
                : new ClientSchemaRegistry(
                    RestClients.Create(config), new RetryPolicy(config.MaxRetries, config.RetryWait, config.RetryMaxWait), clock,
                    config.Credentials.Hint, ownsClient: true),
            config,
            clock);

    private void Return((ISchemaRegistryClient?, string) key)
    {
        ISchemaRegistry? unused = null;
        lock (_lock)
        {
            if (_clients.TryGetValue(key, out var shared) && --shared.Tenants == 0)
            {
                _clients.Remove(key);
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
