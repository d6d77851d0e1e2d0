using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Embedded;

internal sealed partial class EmbeddedBrokerUsage
{
    private static partial class Log
    {
        [LoggerMessage(6030, LogLevel.Information,
            "Writing to topic {Topic} waits for group {Group}: it has {Bytes} unread bytes in partition {Partition}, and the embedded broker keeps "
                + "only the newest 5 MiB",
            EventName = nameof(HeldBack))]
        public static partial void HeldBack(ILogger logger, string topic, int partition, string group, long bytes);

        [LoggerMessage(6031, LogLevel.Warning,
            "Partition {Partition} of topic {Topic} has {Bytes} bytes that no sink in this process reads. The embedded broker keeps only the newest "
                + "5 MiB and drops older records. Use a real broker to keep them",
            EventName = nameof(NearLimit))]
        public static partial void NearLimit(ILogger logger, string topic, int partition, long bytes);
    }
}
