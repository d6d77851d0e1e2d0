using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class SourceOffsetCommitter
{
    private static partial class Log
    {
        [LoggerMessage(3022, LogLevel.Debug, "Task {Task}: a commit of offsets was given up; the next one includes its offsets, unless the task was given up too.", EventName = nameof(CommitGivenUp))]
        public static partial void CommitGivenUp(ILogger logger, ConnectorTaskId task);
    }
}
