using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

internal sealed partial class DeadLetterQueueReporter
{
    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Error, "Failed to write a record to the dead letter queue {Topic}.", EventName = nameof(NotDelivered))]
        public static partial void NotDelivered(ILogger logger, string topic, Exception exception);
    }
}
