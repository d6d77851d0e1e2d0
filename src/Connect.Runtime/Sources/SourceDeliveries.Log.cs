using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class SourceDeliveries
{
    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Error, "Task {Task} failed to take note of a committed record (OnRecordCommitted); it goes on.", EventName = nameof(ListenerFailed))]
        public static partial void ListenerFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
