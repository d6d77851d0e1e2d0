using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class DeliveryWatch
{
    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Warning, "Task {Task}: records wait because topic {Topics} does not exist and the broker does not create topics by itself. {Remedy}", EventName = nameof(TopicMissing))]
        public static partial void TopicMissing(ILogger logger, ConnectorTaskId task, string topics, string remedy);

        [LoggerMessage(3041, LogLevel.Warning, "Task {Task}: Kafka has not acknowledged records for {Topics} for {Seconds} s although it can be reached. {Remedy}", EventName = nameof(RecordsWait))]
        public static partial void RecordsWait(ILogger logger, ConnectorTaskId task, string topics, long seconds, string remedy);

        [LoggerMessage(3042, LogLevel.Information, "Task {Task}: Kafka takes its records again, after {Seconds} s.", EventName = nameof(RecordsGoOn))]
        public static partial void RecordsGoOn(ILogger logger, ConnectorTaskId task, long seconds);

        [LoggerMessage(3043, LogLevel.Debug, "Task {Task} could not ask whether its topics exist.", EventName = nameof(NotDescribed))]
        public static partial void NotDescribed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
