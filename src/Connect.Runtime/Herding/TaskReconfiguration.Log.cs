using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class TaskReconfiguration
{
    private static partial class Log
    {
        [LoggerMessage(8010, LogLevel.Error, "Connector {Connector} did not reach its target state, or its tasks could not be updated.", EventName = nameof(NotUpdated))]
        public static partial void NotUpdated(ILogger logger, string connector, Exception exception);
    }
}
