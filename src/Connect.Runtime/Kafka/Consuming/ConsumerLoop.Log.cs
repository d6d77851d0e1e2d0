using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Consuming;

internal sealed partial class ConsumerLoop
{
    private static partial class Log
    {
        [LoggerMessage(6020, LogLevel.Information, "Kafka client {ClientId} reads topics {Topics}", EventName = nameof(TopicsMatched))]
        public static partial void TopicsMatched(ILogger logger, string clientId, string topics);

        [LoggerMessage(6022, LogLevel.Warning,
            "Partition {Topic}-{Partition}: offset {Wanted} is out of range (the partition has {First} to {End}). Continuing at {Next} because of "
                + "auto.offset.reset",
            EventName = nameof(OffsetReset))]
        public static partial void OffsetReset(ILogger logger, string topic, int partition, long wanted, long first, long end, long next);

        [LoggerMessage(6023, LogLevel.Debug, "Kafka client {ClientId}: consumption held back: {IsHeldBack}", EventName = nameof(HeldBack))]
        public static partial void HeldBack(ILogger logger, string clientId, bool isHeldBack);

        [LoggerMessage(6024, LogLevel.Error, "Kafka client {ClientId} failed", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string clientId, Exception exception);

        [LoggerMessage(6026, LogLevel.Debug, "Kafka client {ClientId}: {Reason}", EventName = nameof(TopicUnknown))]
        public static partial void TopicUnknown(ILogger logger, string clientId, string reason);

        [LoggerMessage(6025, LogLevel.Warning,
            "Kafka client {ClientId} could not leave its consumer group. The group removes it after session.timeout.ms",
            EventName = nameof(LeaveFailed))]
        public static partial void LeaveFailed(ILogger logger, string clientId, Exception exception);
    }
}
