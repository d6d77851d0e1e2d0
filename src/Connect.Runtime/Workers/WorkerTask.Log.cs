using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

internal sealed partial class WorkerTask
{
    private static partial class Log
    {
        [LoggerMessage(8101, LogLevel.Error, "Task {Task} has failed and will not go on until it is restarted.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(8102, LogLevel.Information, "Task {Task} was stopped in the middle of something; what was not acknowledged is read again.", EventName = nameof(StoppedEarly))]
        public static partial void StoppedEarly(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(8103, LogLevel.Error, "Task {Task} did not stop in time (task.shutdown.graceful.timeout.ms) and is given up: it commits nothing any more, and what was not committed is read again.", EventName = nameof(Cancelled))]
        public static partial void Cancelled(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(8104, LogLevel.Information, "Task {Task}, which was given up, has ended with an error. It is not retried and does not change the task's status.", EventName = nameof(FailedAfterCancel))]
        public static partial void FailedAfterCancel(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
