using System.Globalization;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>The producer clients of a worker. Tasks with equal settings and credentials share clients, which cost threads, memory and
/// connections.</summary>
/// <remarks>Thread-safe. A client is destroyed when its last task has left.</remarks>
/// <param name="api">The library.</param>
/// <param name="createMonitor">Creates the monitor of a client.</param>
/// <param name="clientsPerSettings">How many clients tasks with equal settings are spread over, at most: a client sends with one thread per
/// broker.</param>
internal sealed class ProducerClients(
    NativeClientApi api, Func<ClientConfig, TranslatedConfig, ConnectionMonitor> createMonitor, int clientsPerSettings)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<NativeProducerClient>> _shared = new(StringComparer.Ordinal);
    private int _created;

    /// <summary>Whether a client of a configuration may serve other tasks, too. A client id that a user has set is for one client, and one task at a
    /// time can use a transactional id.</summary>
    /// <param name="config">The configuration.</param>
    public static bool CanShare(ClientConfig config) =>
        IntPtr.Size == sizeof(long)
        && config is { IsIdConfigured: false, IsEmbedded: false, Use.Role: ClientRole.SourceProducer or ClientRole.DeadLetterProducer }
        && config.Get("transactional.id") is null;

    /// <summary>Finds or creates a client for a task, which must leave it with <see cref="LeaveAsync"/>.</summary>
    /// <param name="config">What was asked.</param>
    /// <param name="translated">The same for the client.</param>
    /// <param name="canShare">Whether the client may serve other tasks, too.</param>
    /// <exception cref="ConfigException">The client does not accept the configuration.</exception>
    public NativeProducerClient Join(ClientConfig config, TranslatedConfig translated, bool canShare)
    {
        if (!canShare)
        {
            var own = new NativeProducerClient(api, config.ClientId, translated, createMonitor(config, translated), isShared: false);
            own.Users = 1;
            return own;
        }

        var settings = EqualSettings.KeyOf(config, translated);
        lock (_lock)
        {
            var clients = _shared.GetValueOrDefault(settings) ?? [];
            var open = clients.Where(client => IsOpen(client, translated)).ToList();
            var client = open.Find(client => client.HasLeftRecordsOf(config.Use))
                ?? (open.Count < clientsPerSettings ? null : open.MinBy(client => client.Users));
            if (client is null)
            {
                client = CreateShared(config, translated);
                clients.Add(client);
                _shared[settings] = clients;
            }

            client.Users++;
            return client;
        }
    }

    /// <summary>Leaves a client.</summary>
    /// <param name="client">The client.</param>
    /// <returns>Null if other tasks use it; otherwise it completes when the client is destroyed.</returns>
    public Task? LeaveAsync(NativeProducerClient client)
    {
        lock (_lock)
        {
            if (--client.Users > 0)
                return null;
            if (client.IsShared)
                Remove(client);
        }

        return client.CloseAsync();
    }

    /// <summary>A client that has failed serves nobody else, nor one with more records of tasks that have left than one task may have: during an
    /// outage, a task that restarts again and again must not fill the memory.</summary>
    private static bool IsOpen(NativeProducerClient client, TranslatedConfig limits) =>
        client.Monitor.Fatal is null && client.LeftRecords < limits.MaxOutstandingRecords && client.LeftBytes < limits.MaxOutstandingBytes;

    private NativeProducerClient CreateShared(ClientConfig config, TranslatedConfig translated)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"connector-producer-shared-{++_created}");
        var entries = new Dictionary<string, string>(EqualSettings.WithId(translated, id).Entries)
        {
            // Each task has its own limit.
            ["queue.buffering.max.kbytes"] = "2147483647",
        };
        translated = translated with { Entries = entries };
        return new NativeProducerClient(api, id, translated, createMonitor(config with { ClientId = id }, translated), isShared: true);
    }

    private void Remove(NativeProducerClient client)
    {
        foreach (var (settings, clients) in _shared)
        {
            if (!clients.Remove(client))
                continue;
            if (clients.Count == 0)
                _shared.Remove(settings);
            return;
        }
    }
}
