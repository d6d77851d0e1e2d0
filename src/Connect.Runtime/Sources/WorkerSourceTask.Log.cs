using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class WorkerSourceTask
{
    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "Task {Task} could not poll its source. Retrying in {Backoff}.",
            EventName = nameof(PollFailed))]
        public static partial void PollFailed(ILogger logger, ConnectorTaskId task, TimeSpan backoff, Exception exception);

        [LoggerMessage(3004, LogLevel.Error, "Task {Task} failed in CommitAsync. Its offsets are stored anyway.",
            EventName = nameof(CommitHookFailed))]
        public static partial void CommitHookFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(3005, LogLevel.Warning,
            "Task {Task} was abandoned before its last commit. Records since the last stored offsets are read again.",
            EventName = nameof(FinishGivenUp))]
        public static partial void FinishGivenUp(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(3008, LogLevel.Information, "Task {Task}: {Note}", EventName = nameof(Finished))]
        public static partial void Finished(ILogger logger, ConnectorTaskId task, string note);

        [LoggerMessage(3009, LogLevel.Error,
            "The record audit of task {Task} found a mismatch: {Numbers}. A polled record was neither filtered, skipped, acknowledged nor in "
                + "flight, or was counted twice. This is a defect of the runtime, or the task changes a list after returning it from PollAsync; "
                + "please report it.",
            EventName = nameof(OutOfBalance))]
        public static partial void OutOfBalance(ILogger logger, ConnectorTaskId task, string numbers);

        [LoggerMessage(3006, LogLevel.Error, "Task {Task} failed in StopAsync. Its offsets are already stored.", EventName = nameof(StopFailed))]
        public static partial void StopFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
