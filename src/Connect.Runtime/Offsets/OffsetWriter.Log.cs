using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

internal sealed partial class OffsetWriter
{
    private static partial class Log
    {
        [LoggerMessage(7010, LogLevel.Critical,
            "Task {Task}: an offset cannot be stored, so its source partition would be read again from the last stored one after a restart. The connector must use null, booleans, numbers and texts alone in partitions and offsets.",
            EventName = nameof(OffsetNotWritable))]
        public static partial void OffsetNotWritable(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
