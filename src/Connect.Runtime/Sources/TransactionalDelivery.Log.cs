using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class TransactionalDelivery
{
    private static partial class Log
    {
        [LoggerMessage(3051, LogLevel.Information,
            "Task {Task} aborts its transaction at the end of a {What}: its records are dropped, their offsets are stored",
            EventName = nameof(Aborts))]
        public static partial void Aborts(ILogger logger, ConnectorTaskId task, string what);

        [LoggerMessage(3052, LogLevel.Warning, "Task {Task} asked to abort a transaction that is empty; only offsets are stored",
            EventName = nameof(NothingToAbort))]
        public static partial void NothingToAbort(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(3053, LogLevel.Warning,
            "The open transaction of task {Task} could not be aborted. read_committed consumers wait until the task starts again, or until "
                + "transaction.timeout.ms={Timeout} has passed. {Reason}",
            EventName = nameof(NotAborted))]
        public static partial void NotAborted(ILogger logger, ConnectorTaskId task, string timeout, string reason);
    }
}
