using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class SourceDeliveries
{
    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Error, "Task {Task}: OnRecordCommitted failed. The task continues.",
            EventName = nameof(ListenerFailed))]
        public static partial void ListenerFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
