using Confluent.Kafka;
using Connect.Runtime.Kafka.Administration;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Consuming;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka;

/// <summary>Builds Confluent.Kafka's clients.</summary>
internal static class NativeClients
{
    /// <summary>Enables statistics every five seconds: they show when an idle client is connected again, and their cost is negligible.</summary>
    /// <param name="config">A client's configuration.</param>
    public static Dictionary<string, string> WithStatistics(TranslatedConfig config)
    {
        var entries = new Dictionary<string, string>(config.Entries);
        entries.TryAdd("statistics.interval.ms", "5000");
        return entries;
    }

    /// <summary>Builds a producer.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="wantsMetadata">Whether delivery reports carry timestamps.</param>
    /// <param name="monitor">Listens to its log lines.</param>
    /// <param name="onError">Listens to its errors.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static IProducer<byte[]?, byte[]?> BuildProducer(
        string clientId, TranslatedConfig config, bool wantsMetadata, ConnectionMonitor monitor, Action<Error> onError)
    {
        var entries = WithStatistics(config);
        if (wantsMetadata)
            entries["dotnet.producer.delivery.report.fields"] = "timestamp";
        return Build(clientId, () => new ProducerBuilder<byte[]?, byte[]?>(entries)
            .SetKeySerializer(Serializers.ByteArray!).SetValueSerializer(Serializers.ByteArray!)
            .SetErrorHandler((_, error) => onError(error))
            .SetStatisticsHandler((_, statistics) => monitor.Read(statistics))
            .SetLogHandler((_, line) => monitor.Write(line))
            .Build());
    }

    /// <summary>Builds a consumer.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="fields">What results carry.</param>
    /// <param name="monitor">Listens to its errors and log lines.</param>
    /// <param name="handlers">Told of changes of the assignment.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static IConsumer<byte[]?, byte[]?> BuildConsumer(
        string clientId, TranslatedConfig config, string fields, ConnectionMonitor monitor, RebalanceHandlers handlers)
    {
        var entries = WithStatistics(config);
        entries["dotnet.consumer.consume.result.fields"] = fields;
        return Build(clientId, () => new ConsumerBuilder<byte[]?, byte[]?>(entries)
            .SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!)
            .SetErrorHandler((_, error) => monitor.Report(error))
            .SetStatisticsHandler((_, statistics) => monitor.Read(statistics))
            .SetLogHandler((_, line) => monitor.Write(line))
            .SetPartitionsAssignedHandler((_, partitions) => handlers.Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => handlers.Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => handlers.Lost(partitions))
            .Build());
    }

    /// <summary>Builds a member of the workers' group. Where a partition begins does not matter, as it is not read: asking for its committed offset
    /// is saved.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Listens to its errors and log lines.</param>
    /// <param name="callbacks">Told what concerns membership.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static IConsumer<byte[]?, byte[]?> BuildMember(
        string clientId, TranslatedConfig config, ConnectionMonitor monitor, PresenceCallbacks callbacks)
        => Build(clientId, () => new ConsumerBuilder<byte[]?, byte[]?>(config.Entries)
            .SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!)
            .SetErrorHandler((_, error) =>
            {
                monitor.Report(error);
                callbacks.Failed(error);
            })
            .SetStatisticsHandler((_, statistics) =>
            {
                monitor.Read(statistics);
                callbacks.Statistics(statistics);
            })
            .SetLogHandler((_, line) =>
            {
                monitor.Write(line);
                callbacks.Line(line);
            })
            .SetPartitionsAssignedHandler((consumer, partitions) =>
            {
                callbacks.Assigned(consumer, partitions);
                return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.End));
            })
            .SetPartitionsRevokedHandler((_, partitions) => callbacks.Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => callbacks.Lost(partitions))
            .Build());

    /// <summary>Builds a reader of an internal topic.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Listens to its log lines and statistics.</param>
    /// <param name="onError">Told of its errors.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static IConsumer<byte[]?, byte[]?> BuildLogConsumer(
        string clientId, TranslatedConfig config, ConnectionMonitor monitor, Action<Error> onError)
    {
        var entries = WithStatistics(config);
        entries["dotnet.consumer.consume.result.fields"] = "timestamp";
        return Build(clientId, () => new ConsumerBuilder<byte[]?, byte[]?>(entries)
            .SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!)
            .SetErrorHandler((_, error) => onError(error))
            .SetStatisticsHandler((_, statistics) => monitor.Read(statistics))
            .SetLogHandler((_, line) => monitor.Write(line))
            .Build());
    }

    /// <summary>Builds a leader's producer.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Listens to its errors and log lines.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static IProducer<byte[]?, byte[]?> BuildLeader(string clientId, TranslatedConfig config, ConnectionMonitor monitor)
    {
        var entries = WithStatistics(config);
        entries["dotnet.producer.delivery.report.fields"] = "none";
        return Build(clientId, () => new ProducerBuilder<byte[]?, byte[]?>(entries)
            .SetKeySerializer(Serializers.ByteArray!).SetValueSerializer(Serializers.ByteArray!)
            .SetErrorHandler((_, error) => monitor.Report(error))
            .SetStatisticsHandler((_, statistics) => monitor.Read(statistics))
            .SetLogHandler((_, line) => monitor.Write(line))
            .Build());
    }

    /// <summary>Builds an administrator.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Listens to its errors and log lines.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static IAdminClient BuildAdmin(string clientId, TranslatedConfig config, ConnectionMonitor monitor)
        => Build(clientId, () => new AdminClientBuilder(WithStatistics(config))
            .SetErrorHandler((_, error) => monitor.Report(error))
            .SetStatisticsHandler((_, statistics) => monitor.Read(statistics))
            .SetLogHandler((_, line) => monitor.Write(line))
            .Build());

    /// <summary>Builds an administrator for calls about one group, on a consumer that never joins it.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="group">The group.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Listens to its log lines.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public static AdminHandle BuildGroupAdmin(string clientId, string group, TranslatedConfig config, ConnectionMonitor monitor)
    {
        var entries = new Dictionary<string, string>(config.Entries) { ["group.id"] = group, ["enable.auto.commit"] = "false" };
        var consumer = Build(clientId, () => new ConsumerBuilder<Ignore, Ignore>(entries)
            .SetErrorHandler((_, error) => monitor.Report(error))
            .SetLogHandler((_, line) => monitor.Write(line))
            .Build());
        return new AdminHandle(new DependentAdminClientBuilder(consumer.Handle).Build(), consumer);
    }

    private static T Build<T>(string clientId, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            // Each value was looked at before; what is left is about several of them together, and the library names them.
            throw new ConfigException($"The configuration of Kafka client {clientId} is not valid: {e.Message}", e);
        }
    }
}
