using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

internal sealed partial class WorkerTask
{
    private static partial class Log
    {
        [LoggerMessage(8101, LogLevel.Error, "Task {Task} failed. It stays FAILED until it is restarted.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(8102, LogLevel.Information, "Task {Task} was stopped before it finished its batch. Unacknowledged records are read again.",
            EventName = nameof(StoppedEarly))]
        public static partial void StoppedEarly(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(8103, LogLevel.Error,
            "Task {Task} did not stop in time (task.shutdown.graceful.timeout.ms) and is abandoned. It commits no more offsets; uncommitted records "
                + "are read again.",
            EventName = nameof(Cancelled))]
        public static partial void Cancelled(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(8104, LogLevel.Information,
            "The abandoned task {Task} ended with an error. Its status does not change.",
            EventName = nameof(FailedAfterCancel))]
        public static partial void FailedAfterCancel(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
