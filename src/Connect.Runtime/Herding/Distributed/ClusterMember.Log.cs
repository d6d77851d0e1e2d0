using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

internal sealed partial class ClusterMember
{
    private static partial class Log
    {
        [LoggerMessage(8211, LogLevel.Information, "Worker {Worker} has joined its cluster; coordination topic {Topic}.",
            EventName = nameof(Joined))]
        public static partial void Joined(ILogger logger, string worker, string topic);

        [LoggerMessage(8212, LogLevel.Warning,
            "This worker may no longer be a member of its cluster. Sources do not poll and sinks do not put until that is clear: {Reason}",
            EventName = nameof(InDoubt))]
        public static partial void InDoubt(ILogger logger, string reason);

        [LoggerMessage(8213, LogLevel.Information, "This worker's membership is confirmed. Its connectors and tasks continue.",
            EventName = nameof(OutOfDoubt))]
        public static partial void OutOfDoubt(ILogger logger);

        [LoggerMessage(8214, LogLevel.Warning, "The coordination topic cannot be read; the worker's tasks keep waiting: {Reason}",
            EventName = nameof(NotCaughtUp))]
        public static partial void NotCaughtUp(ILogger logger, string reason);

        [LoggerMessage(8215, LogLevel.Warning,
            "This worker's record cannot be written to the coordination topic. New connectors and tasks wait; the write is retried: {Reason}",
            EventName = nameof(NotAcknowledged))]
        public static partial void NotAcknowledged(ILogger logger, string reason);

        [LoggerMessage(8216, LogLevel.Warning, "The membership is still unconfirmed. Stopping tasks in the middle of a poll or put: {Items}",
            EventName = nameof(StoppedInDoubt))]
        public static partial void StoppedInDoubt(ILogger logger, string items);

        [LoggerMessage(8217, LogLevel.Error, "This worker leaves its cluster and stops all connectors and tasks: {Reason}",
            EventName = nameof(Leaves))]
        public static partial void Leaves(ILogger logger, string reason);

        [LoggerMessage(8219, LogLevel.Warning,
            "Kafka has not acknowledged within {Seconds} s that this worker leaves its cluster. Other workers take over its connectors and tasks "
                + "after its session timeout and the fencing delay",
            EventName = nameof(LeaveNotWritten))]
        public static partial void LeaveNotWritten(ILogger logger, double seconds);

        [LoggerMessage(8218, LogLevel.Error, "An operation of the worker's herder failed.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
