using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

internal sealed partial class LeftOutReporter
{
    private static partial class Log
    {
        [LoggerMessage(5030, LogLevel.Warning, "Task {Task} skipped a record because of errors.tolerance=all: {Reason}. {Remedy}",
            EventName = nameof(LeftOutOne))]
        public static partial void LeftOutOne(ILogger logger, ConnectorTaskId task, string reason, string remedy);

        [LoggerMessage(5031, LogLevel.Warning,
            "Task {Task} skipped {Count} records in the last {Seconds} s because of errors.tolerance=all: {Reasons}. {Remedy}",
            EventName = nameof(LeftOut))]
        public static partial void LeftOut(ILogger logger, ConnectorTaskId task, int count, long seconds, string reasons, string remedy);
    }
}
