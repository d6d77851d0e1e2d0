using Connect.Runtime.Kafka.Logs;

namespace Connect.Runtime.Kafka;

internal sealed partial class KafkaClients : ILogClients
{
    /// <inheritdoc/>
    public ICompactedLog CreateLog(string topic, LogClientConfigs configs)
    {
        if (configs.Consumer.IsEmbedded)
            throw new ConfigException(
                "bootstrap.servers", configs.Consumer.Servers, "Internal topics need a real Kafka broker: the embedded broker does not store them");
        var (translated, _) = Translate(configs.Consumer);
        var entries = new Dictionary<string, string>(translated.Entries)
        {
            ["enable.partition.eof"] = "true",
            ["auto.offset.reset"] = "earliest",
            ["isolation.level"] = "read_committed",
        };
        entries.TryAdd("group.id", configs.Consumer.ClientId);
        var monitor = NewContext(configs.Consumer, translated).Monitor;
        var positions = new LogPositions();
        var reader = new LogReader(
            topic, onError => NativeClients.BuildLogConsumer(configs.Consumer.ClientId, translated with { Entries = entries }, monitor, onError),
            positions, monitor, _logger);
        var producer = new LogProducer(topic, CreateProducer(configs.Producer, wantsMetadata: false));
        return new CompactedLog(topic, reader, positions, producer, CreateAdmin(configs.Admin), _time);
    }
}
