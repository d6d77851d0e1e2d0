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
/// <param name="loggers">Where clients log.</param>
/// <param name="time">The clock.</param>
/// <param name="native">The library for clients of our own; null to use Confluent.Kafka's for everything.</param>
internal sealed partial class KafkaClients(ILoggerFactory loggers, TimeProvider time, NativeClientApi? native) : IKafkaClients
{
    private readonly ILogger _logger = loggers.CreateLogger("Connect.Runtime.Kafka");
    private readonly Dictionary<string, EmbeddedBrokerLease> _leases = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string, string), bool> _told = new();
    private readonly ConcurrentDictionary<ConnectionMonitor, bool> _monitors = new();
    private readonly LogRate _rate = new(time);
    private readonly Lock _lock = new();

    /// <summary>Makes clients in the faster way that the library allows.</summary>
    /// <param name="loggers">Where clients log.</param>
    /// <param name="time">The clock.</param>
    public KafkaClients(ILoggerFactory loggers, TimeProvider time)
        : this(loggers, time, NativeClientApi.Instance)
    {
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
    public IReadOnlyList<BrokerOutage> Outages => [.. _monitors.Keys.Select(monitor => monitor.Outage).OfType<BrokerOutage>().OrderBy(outage => outage.ClientId, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IRecordProducer CreateProducer(ClientConfig config, bool wantsMetadata)
    {
        var (translated, broker) = Translate(config);
        var context = NewContext(config, translated);
        IRecordProducer producer = native is null
            ? new RecordProducer(
                config.ClientId, translated, onError => NativeClients.BuildProducer(config.ClientId, translated, wantsMetadata, context.Monitor, onError), context.Monitor, broker)
            : new NativeRecordProducer(native, config.ClientId, translated, wantsMetadata, context.Monitor, broker);
        context.Monitor.CountWaitingWith(() => producer.Outstanding);
        return producer;
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
        var context = NewContext(config, translated);
        var calls = new AdminCalls(config.ClientId, translated, context.Monitor, time);
        var real = new KafkaAdmin(calls, context.Monitor);
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
            throw new ConfigException($"{e.Message} (of Kafka client {config.ClientId}: the key stands with '{kind}.' before it in the worker's configuration, or with '{kind}.override.' in the connector's)", e);
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
        var monitor = new ConnectionMonitor(config, _rate, ConnectionPauses.Of(translated.Entries), _logger, time);
        _monitors[monitor] = true;
        return new ClientContext(monitor, _logger, time, native);
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
