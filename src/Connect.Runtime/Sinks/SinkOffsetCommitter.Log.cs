using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

internal sealed partial class SinkOffsetCommitter
{
    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Error, "Task {Task}: the commit of offsets takes longer than {Timeout} (offset.flush.timeout.ms).", EventName = nameof(CommitLate))]
        public static partial void CommitLate(ILogger logger, ConnectorTaskId task, TimeSpan timeout);

        [LoggerMessage(4011, LogLevel.Error, "Task {Task}: the commit of offsets has failed; it is made again at the next interval. A crash before that delivers the records since the last commit again.", EventName = nameof(CommitFailed))]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4012, LogLevel.Error, "Task {Task}: the commit of offsets did not end within {Timeout}; the records since the last commit may be delivered again.", EventName = nameof(CommitGivenUp))]
        public static partial void CommitGivenUp(ILogger logger, ConnectorTaskId task, TimeSpan timeout);

        [LoggerMessage(4013, LogLevel.Error, "Task {Task} could not make its records safe (PreCommitAsync, FlushAsync): nothing is committed, and delivery goes back to the last committed offsets.", EventName = nameof(PreCommitFailed))]
        public static partial void PreCommitFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4014, LogLevel.Warning, "Task {Task} could not make its records safe (PreCommitAsync, FlushAsync) before partitions leave: nothing is committed for them, and whoever has them next reads the records again.", EventName = nameof(PreCommitFailedAtClose))]
        public static partial void PreCommitFailedAtClose(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4015, LogLevel.Warning, "Task {Task} returned offset {Offset} of {Partition} from PreCommitAsync, which is not committed: {Reason}.", EventName = nameof(OffsetRefused))]
        public static partial void OffsetRefused(ILogger logger, ConnectorTaskId task, TopicPartition partition, long offset, string reason);
    }
}
