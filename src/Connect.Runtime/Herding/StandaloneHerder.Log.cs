using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class StandaloneHerder
{
    private static partial class Log
    {
        [LoggerMessage(8010, LogLevel.Error, "Connector {Connector} could not be given other tasks.", EventName = nameof(ReconfigurationFailed))]
        public static partial void ReconfigurationFailed(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8002, LogLevel.Error, "Connector {Connector} did not reach its target state {Target}.", EventName = nameof(TargetNotReached))]
        public static partial void TargetNotReached(ILogger logger, string connector, TargetState target, Exception exception);
    }
}
