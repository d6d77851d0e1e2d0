using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Membership;

internal sealed partial class LeaderWriter
{
    private static partial class Log
    {
        [LoggerMessage(6060, LogLevel.Information, "This worker has claimed the leadership (transactional id {TransactionalId})",
            EventName = nameof(Claimed))]
        public static partial void Claimed(ILogger logger, string transactionalId);

        [LoggerMessage(6061, LogLevel.Warning,
            "Another worker has taken the leadership (transactional id {TransactionalId}), or a write took too long: {Reason}",
            EventName = nameof(Fenced))]
        public static partial void Fenced(ILogger logger, string transactionalId, string reason);

        [LoggerMessage(6062, LogLevel.Warning, "The leader's producer (transactional id {TransactionalId}) can no longer be used. {What}: {Reason}",
            EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string transactionalId, string what, string reason);
    }
}
