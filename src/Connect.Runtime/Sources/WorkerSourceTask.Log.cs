using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class WorkerSourceTask
{
    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "Task {Task} could not poll its source for the moment; it tries again in {Backoff}.", EventName = nameof(PollFailed))]
        public static partial void PollFailed(ILogger logger, ConnectorTaskId task, TimeSpan backoff, Exception exception);

        [LoggerMessage(3004, LogLevel.Error, "Task {Task} failed in CommitAsync; the offsets are stored all the same.", EventName = nameof(CommitHookFailed))]
        public static partial void CommitHookFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(3005, LogLevel.Warning, "Task {Task} was given up before its last commit; the records since the last stored offsets are read again.", EventName = nameof(FinishGivenUp))]
        public static partial void FinishGivenUp(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(3006, LogLevel.Error, "Task {Task} failed in StopAsync; its offsets were stored before.", EventName = nameof(StopFailed))]
        public static partial void StopFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
