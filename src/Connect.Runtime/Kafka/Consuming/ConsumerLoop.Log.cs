using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Consuming;

internal sealed partial class ConsumerLoop
{
    private static partial class Log
    {
        [LoggerMessage(6020, LogLevel.Information, "Kafka client {ClientId} reads topics {Topics}", EventName = nameof(TopicsMatched))]
        public static partial void TopicsMatched(ILogger logger, string clientId, string topics);

        [LoggerMessage(6022, LogLevel.Warning, "Records of partition {Topic}-{Partition} from offset {Wanted} on are not there (it holds {First} to {End}); going on at {Next}, as auto.offset.reset asks", EventName = nameof(OffsetReset))]
        public static partial void OffsetReset(ILogger logger, string topic, int partition, long wanted, long first, long end, long next);

        [LoggerMessage(6023, LogLevel.Debug, "Kafka client {ClientId} holds its partitions back: {IsHeldBack}", EventName = nameof(HeldBack))]
        public static partial void HeldBack(ILogger logger, string clientId, bool isHeldBack);

        [LoggerMessage(6024, LogLevel.Error, "Kafka client {ClientId} has failed", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string clientId, Exception exception);

        [LoggerMessage(6025, LogLevel.Warning, "Kafka client {ClientId} could not leave its group; the group notices after session.timeout.ms", EventName = nameof(LeaveFailed))]
        public static partial void LeaveFailed(ILogger logger, string clientId, Exception exception);
    }
}
