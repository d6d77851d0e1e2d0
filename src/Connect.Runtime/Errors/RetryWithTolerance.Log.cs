using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

internal sealed partial class RetryWithTolerance
{
    private static partial class Log
    {
        [LoggerMessage(5010, LogLevel.Warning, "{Stage} with {ClassName} failed. Retrying in {Delay}.", EventName = nameof(Retrying))]
        public static partial void Retrying(ILogger logger, Stage stage, string className, TimeSpan delay, Exception exception);
    }
}
