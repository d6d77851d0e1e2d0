using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class TopicCreator
{
    private static partial class Log
    {
        [LoggerMessage(3030, LogLevel.Information, "Creating topic {Topic} by group {Group} with {Partitions} partitions and replication factor {ReplicationFactor} (-1: the broker's default).", EventName = nameof(Creating))]
        public static partial void Creating(ILogger logger, string topic, string group, int partitions, short replicationFactor);
    }
}
