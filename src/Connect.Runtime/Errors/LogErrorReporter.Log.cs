using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

internal sealed partial class LogErrorReporter
{
    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Error, "{Report}", EventName = nameof(ErrorEncountered))]
        public static partial void ErrorEncountered(ILogger logger, string report, Exception? exception);
    }
}
