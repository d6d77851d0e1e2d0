using System.Collections.Concurrent;
using Connect.Runtime.Kafka.Administration;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Consuming;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Producing;
using Connect.Runtime.Kafka.Translation;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka;

/// <summary>Makes clients of Confluent.Kafka.</summary>
internal sealed partial class KafkaClients : IKafkaClients
{
    /// <summary>How many producer clients tasks with equal settings are spread over, at most: each sends with one thread per broker.</summary>
    private const int ClientsPerSettings = 8;

    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly NativeClientApi? _native;
    private readonly ProducerClients? _producers;
    private readonly SharedAdmins _admins;
    private readonly Dictionary<string, EmbeddedBrokerLease> _leases = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string, string), bool> _told = new();
    private readonly ConcurrentDictionary<ConnectionMonitor, bool> _monitors = new();
    private readonly LogRate _rate;
    private readonly Lock _lock = new();

    /// <summary>Makes clients in the faster way that the library allows.</summary>
    /// <param name="loggers">Where clients log.</param>
    /// <param name="time">The clock.</param>
    public KafkaClients(ILoggerFactory loggers, TimeProvider time)
        : this(loggers, time, NativeClientApi.Instance, ClientsPerSettings)
    {
    }

    /// <summary>Makes clients.</summary>
    /// <param name="loggers">Where clients log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="native">The library for clients of our own; null to use Confluent.Kafka's for everything.</param>
    /// <param name="clientsPerSettings">How many producer clients tasks with equal settings are spread over, at most.</param>
    internal KafkaClients(ILoggerFactory loggers, TimeProvider time, NativeClientApi? native, int clientsPerSettings)
    {
        _logger = loggers.CreateLogger("Connect.Runtime.Kafka");
        _time = time;
        _rate = new LogRate(time);
        _native = native;
        _admins = new SharedAdmins((config, translated) => NewContext(config, translated).Monitor, time);
        _producers = native is null
            ? null : new ProducerClients(native, (config, translated) => NewContext(config, translated).Monitor, clientsPerSettings);
    }

    /// <inheritdoc/>
    public IReadOnlyList<BrokerConnection> Connections
    {
        get
        {
            ForgetClosed();
            return [.. _monitors.Keys.Select(monitor => monitor.Current)];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BrokerOutage> Outages =>
        [.. _monitors.Keys.SelectMany(monitor => monitor.Outages).OrderBy(outage => outage.ClientId, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IRecordProducer CreateProducer(ClientConfig config, bool wantsMetadata)
    {
        var (translated, broker) = Translate(config);
        if (_producers is not null)
            return new NativeRecordProducer(_producers, config, translated, wantsMetadata, broker);
        var monitor = NewContext(config, translated).Monitor;
        var producer = new RecordProducer(
            config.ClientId, translated, onError => NativeClients.BuildProducer(config.ClientId, translated, wantsMetadata, monitor, onError),
            monitor, broker);
        monitor.AddUser(config, () => producer.Outstanding);
        return producer;
    }

    /// <inheritdoc/>
    public ITransactionalProducer CreateTransactionalProducer(ClientConfig config, bool wantsMetadata)
    {
        if (config.IsEmbedded)
            throw new ConfigException("bootstrap.servers", config.Servers,
                "Exactly-once sources need a real Kafka: the embedded broker keeps nothing");
        if (_native is null)
            throw new ConfigException(
                "Exactly-once sources need the librdkafka that comes with Confluent.Kafka: the one that was loaded lacks functions for "
                + "transactions.");
        return (NativeRecordProducer)CreateProducer(config, wantsMetadata);
    }

    /// <inheritdoc/>
    public ISinkConsumer CreateSinkConsumer(ClientConfig config, TopicSelection topics)
    {
        var (translated, broker) = Translate(config);
        var context = NewContext(config, translated);
        return new SinkConsumer(config, translated, topics, context, broker);
    }

    /// <inheritdoc/>
    public IKafkaAdmin CreateAdmin(ClientConfig config)
    {
        var (translated, broker) = Translate(config);
        if (SharedAdmins.CanShare(config))
            return _admins.Join(config, translated);
        var context = NewContext(config, translated);
        var calls = new AdminCalls(config.ClientId, translated, context.Monitor, _time);
        var real = new KafkaAdmin(calls, context.Monitor, calls.DisposeAsync);
        return broker is null ? real : new EmbeddedAdmin(broker, calls, real, context.Monitor);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            foreach (var lease in _leases.Values)
                lease.Dispose();
            _leases.Clear();
        }

        return ValueTask.CompletedTask;
    }

    private (TranslatedConfig Config, EmbeddedBroker? Broker) Translate(ClientConfig config)
    {
        var translated = TranslateKeys(config);
        foreach (var warning in translated.Warnings)
        {
            if (_told.TryAdd((config.ClientId, warning.Key), true))
                Log.KeyDiffers(_logger, config.ClientId, warning.Key, warning.Reason);
        }

        if (!config.IsEmbedded)
            return (translated, null);
        var name = config.Get("bootstrap.servers")!.Trim();
        var lease = Lease(name);
        return (EmbeddedTuning.Apply(config, translated, lease.Broker), lease.Broker);
    }

    private static TranslatedConfig TranslateKeys(ClientConfig config)
    {
        try
        {
            return ClientConfigTranslator.Translate(config);
        }
        catch (ConfigException e) when (config.Use is { Connector: not null })
        {
            var kind = config.Kind.ToString().ToLowerInvariant();
            throw new ConfigException(
                $"{e.Message} (Kafka client {config.ClientId}: set the key with the prefix '{kind}.' in the worker's configuration, or "
                    + $"'{kind}.override.' in the connector's)",
                e);
        }
    }

    private EmbeddedBrokerLease Lease(string name)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(name, out var lease))
                return lease;
            lease = _leases[name] = EmbeddedBrokerLease.Acquire(name, _logger);
            Log.EmbeddedStarted(_logger, name, lease.Broker.BootstrapServers);
            return lease;
        }
    }

    private ClientContext NewContext(ClientConfig config, TranslatedConfig translated)
    {
        ForgetClosed();
        var monitor = new ConnectionMonitor(config, _rate, ConnectionPauses.Of(translated.Entries), _logger, _time);
        _monitors[monitor] = true;
        return new ClientContext(monitor, _logger, _time, _native);
    }

    private void ForgetClosed()
    {
        foreach (var monitor in _monitors.Keys)
        {
            if (monitor.IsClosed)
                _monitors.TryRemove(monitor, out _);
        }
    }
}
