using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class TopicCreator
{
    private static partial class Log
    {
        [LoggerMessage(3030, LogLevel.Information,
            "Creating topic {Topic} using group {Group}, with {Partitions} partitions and replication factor {ReplicationFactor} (-1: broker "
                + "default).",
            EventName = nameof(Creating))]
        public static partial void Creating(ILogger logger, string topic, string group, int partitions, short replicationFactor);

        [LoggerMessage(3007, LogLevel.Warning, "Task {Task} could not look up or create topic {Topic}. Retrying in {Backoff}.",
            EventName = nameof(NotCreated))]
        public static partial void NotCreated(ILogger logger, ConnectorTaskId task, string topic, TimeSpan backoff, Exception exception);
    }
}
