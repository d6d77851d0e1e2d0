using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class StandaloneConnectors
{
    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Error, "Connector {Connector} failed at its restart.", EventName = nameof(RestartFailed))]
        public static partial void RestartFailed(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8002, LogLevel.Error, "Connector {Connector} did not reach its target state {Target}.", EventName = nameof(TargetNotReached))]
        public static partial void TargetNotReached(ILogger logger, string connector, TargetState target, Exception exception);
    }
}
