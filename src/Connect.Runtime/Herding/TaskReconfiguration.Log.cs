using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class TaskReconfiguration
{
    private static partial class Log
    {
        [LoggerMessage(8010, LogLevel.Error, "Failed to change the target state or the tasks of connector {Connector}.",
            EventName = nameof(NotUpdated))]
        public static partial void NotUpdated(ILogger logger, string connector, Exception exception);
    }
}
