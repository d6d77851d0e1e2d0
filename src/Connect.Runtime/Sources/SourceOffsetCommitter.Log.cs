using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class SourceOffsetCommitter
{
    private static partial class Log
    {
        [LoggerMessage(3022, LogLevel.Debug,
            "Task {Task}: an offset commit was abandoned. The next commit includes its offsets, unless the task was abandoned too.",
            EventName = nameof(CommitGivenUp))]
        public static partial void CommitGivenUp(ILogger logger, ConnectorTaskId task);
    }
}
