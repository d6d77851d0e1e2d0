using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tasks;

internal sealed partial class StallWatch
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 8120, Message = "{Item} is stalled: {Trouble}", EventName = nameof(Stalled))]
        public static partial void Stalled(ILogger logger, LogLevel level, string item, string trouble);

        [LoggerMessage(8134, LogLevel.Information, "{Item} is no longer stalled, after {Seconds} s.", EventName = nameof(Recovered))]
        public static partial void Recovered(ILogger logger, string item, long seconds);

        [LoggerMessage(8135, LogLevel.Error, "Checking this worker's tasks for stalls failed. It is repeated.", EventName = nameof(LookFailed))]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
