using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

internal sealed partial class SinkOffsetCommitter
{
    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Error, "Task {Task}: the offset commit takes longer than {Timeout} (offset.flush.timeout.ms).",
            EventName = nameof(CommitLate))]
        public static partial void CommitLate(ILogger logger, ConnectorTaskId task, TimeSpan timeout);

        [LoggerMessage(4011, LogLevel.Error,
            "Task {Task}: the offset commit failed and is repeated at the next interval. After a crash before that, records since the last commit "
                + "are delivered again.",
            EventName = nameof(CommitFailed))]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4012, LogLevel.Error,
            "Task {Task}: the offset commit did not finish within {Timeout}. Records since the last commit may be delivered again.",
            EventName = nameof(CommitGivenUp))]
        public static partial void CommitGivenUp(ILogger logger, ConnectorTaskId task, TimeSpan timeout);

        [LoggerMessage(4013, LogLevel.Error,
            "Task {Task}: PreCommitAsync or FlushAsync failed. No offsets are committed, and delivery restarts at the last committed offsets.",
            EventName = nameof(PreCommitFailed))]
        public static partial void PreCommitFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4014, LogLevel.Warning,
            "Task {Task}: PreCommitAsync or FlushAsync failed before partitions were closed. Their offsets are not committed; their next owner reads "
                + "the records again.",
            EventName = nameof(PreCommitFailedAtClose))]
        public static partial void PreCommitFailedAtClose(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4015, LogLevel.Warning,
            "Task {Task} returned offset {Offset} of {Partition} from PreCommitAsync. It is not committed: {Reason}.",
            EventName = nameof(OffsetRefused))]
        public static partial void OffsetRefused(ILogger logger, ConnectorTaskId task, TopicPartition partition, long offset, string reason);
    }
}
