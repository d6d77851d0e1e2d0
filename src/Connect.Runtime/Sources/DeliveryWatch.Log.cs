using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class DeliveryWatch
{
    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Warning,
            "Task {Task}: records wait because topic {Topics} does not exist and the broker does not create topics automatically. {Remedy}",
            EventName = nameof(TopicMissing))]
        public static partial void TopicMissing(ILogger logger, ConnectorTaskId task, string topics, string remedy);

        [LoggerMessage(3041, LogLevel.Warning,
            "Task {Task}: Kafka is reachable but has not acknowledged records for {Topics} for {Seconds} s. {Remedy}",
            EventName = nameof(RecordsWait))]
        public static partial void RecordsWait(ILogger logger, ConnectorTaskId task, string topics, long seconds, string remedy);

        [LoggerMessage(3042, LogLevel.Information, "Task {Task}: Kafka accepts its records again after {Seconds} s.",
            EventName = nameof(RecordsAccepted))]
        public static partial void RecordsAccepted(ILogger logger, ConnectorTaskId task, long seconds);

        [LoggerMessage(EventId = 3043, Message = "Task {Task}: could not check whether its topics exist.", EventName = nameof(NotDescribed))]
        public static partial void NotDescribed(ILogger logger, LogLevel level, ConnectorTaskId task, Exception exception);
    }
}
