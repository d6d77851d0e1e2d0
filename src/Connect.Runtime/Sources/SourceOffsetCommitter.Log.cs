using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class SourceOffsetCommitter
{
    private static partial class Log
    {
        [LoggerMessage(3020, LogLevel.Error, "Task {Task}: the offsets were not stored within {Timeout} (offset.flush.timeout.ms); they stay for the next commit. A crash before that reads the records since the last stored offsets again.", EventName = nameof(CommitTimedOut))]
        public static partial void CommitTimedOut(ILogger logger, ConnectorTaskId task, TimeSpan timeout);

        [LoggerMessage(3021, LogLevel.Error, "Task {Task}: the offsets could not be stored; they stay for the next commit. A crash before that reads the records since the last stored offsets again.", EventName = nameof(CommitFailed))]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(3022, LogLevel.Warning, "Task {Task} ends before its offsets were surely stored; the records since the last stored ones are read again.", EventName = nameof(CommitGivenUp))]
        public static partial void CommitGivenUp(ILogger logger, ConnectorTaskId task);
    }
}
