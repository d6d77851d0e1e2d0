using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Consuming;

internal sealed partial class AssignmentChanges
{
    private static partial class Log
    {
        [LoggerMessage(6021, LogLevel.Warning,
            "Kafka client {ClientId} releases {Partitions}: the task did not close them within {Seconds} s and the group is rebalancing "
                + "(max.poll.interval.ms). Records put since the last commit will be delivered again.",
            EventName = nameof(RevokeTimedOut))]
        public static partial void RevokeTimedOut(ILogger logger, string clientId, string partitions, long seconds);
    }
}
