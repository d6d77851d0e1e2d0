using System.Globalization;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>The admin clients of a worker and its connectors. Tasks, requests and the logs of the internal topics share one with those of equal
/// settings and credentials, because a client costs threads and connections.</summary>
/// <remarks>Thread-safe. A client is destroyed when its last user has left. A client that has failed for good is not given to anybody else.</remarks>
/// <param name="createMonitor">Creates the monitor of a client.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedAdmins(Func<ClientConfig, TranslatedConfig, ConnectionMonitor> createMonitor, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shared> _clients = new(StringComparer.Ordinal);
    private int _created;

    /// <summary>Whether a client of a configuration may serve others, too. A client id that a user has set is for one client.</summary>
    /// <param name="config">The configuration.</param>
    public static bool CanShare(ClientConfig config) =>
        IsOfWorker(config) || config is
        {
            IsIdConfigured: false, IsEmbedded: false,
            Use: { Connector: not null, Role: ClientRole.TopicAdmin or ClientRole.DeadLetterAdmin or ClientRole.OffsetsAdmin },
        };

    /// <summary>Whether it is a client of the worker itself, such as that of the internal topics. It keeps the id of its first user.</summary>
    private static bool IsOfWorker(ClientConfig config) =>
        config is { IsEmbedded: false, Use: { Connector: null, Role: ClientRole.WorkerAdmin } };

    /// <summary>Finds or creates a client. It is destroyed when all who joined it have disposed their part.</summary>
    /// <param name="config">What was asked.</param>
    /// <param name="translated">The same for the client.</param>
    public IKafkaAdmin Join(ClientConfig config, TranslatedConfig translated)
    {
        var settings = EqualSettings.KeyOf(config, translated);
        lock (_lock)
        {
            if (!_clients.TryGetValue(settings, out var shared) || shared.Monitor.Fatal is not null)
                shared = _clients[settings] = Create(config, translated);
            shared.Users++;
            shared.Monitor.AddUser(config, () => 0);
            return new KafkaAdmin(shared.Calls, shared.Monitor, () => LeaveAsync(settings, shared, config));
        }
    }

    private Shared Create(ClientConfig config, TranslatedConfig translated)
    {
        var id = IsOfWorker(config)
            ? config.ClientId : string.Create(CultureInfo.InvariantCulture, $"connector-adminclient-shared-{++_created}");
        var renamed = EqualSettings.WithId(translated, id);
        var monitor = createMonitor(config with { ClientId = id }, renamed);
        return new Shared(new AdminCalls(id, renamed, monitor, time), monitor);
    }

    private ValueTask LeaveAsync(string settings, Shared shared, ClientConfig config)
    {
        lock (_lock)
        {
            shared.Monitor.RemoveUser(config);
            if (--shared.Users > 0)
                return ValueTask.CompletedTask;
            if (_clients.TryGetValue(settings, out var current) && current == shared)
                _clients.Remove(settings);
        }

        return shared.Calls.DisposeAsync();
    }

    private sealed class Shared(AdminCalls calls, ConnectionMonitor monitor)
    {
        public AdminCalls Calls => calls;

        public ConnectionMonitor Monitor => monitor;

        /// <summary>Guarded by the lock.</summary>
        public int Users { get; set; }
    }
}
