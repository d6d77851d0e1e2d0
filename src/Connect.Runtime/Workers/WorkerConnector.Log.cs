using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

internal sealed partial class WorkerConnector
{
    private static partial class Log
    {
        [LoggerMessage(8111, LogLevel.Error,
            "Connector {Connector} failed. Restart it or change its configuration.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8112, LogLevel.Error, "Connector {Connector} failed in StopAsync.", EventName = nameof(StopFailed))]
        public static partial void StopFailed(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8113, LogLevel.Error, "Connector {Connector} did not stop within {Timeout} and is abandoned.", EventName = nameof(NotStopped))]
        public static partial void NotStopped(ILogger logger, string connector, TimeSpan timeout);

        [LoggerMessage(8124, LogLevel.Warning, "{Message}", EventName = nameof(TooManyTasks))]
        public static partial void TooManyTasks(ILogger logger, string message);
    }
}
