using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

internal sealed partial class OffsetWriter
{
    private static partial class Log
    {
        [LoggerMessage(7010, LogLevel.Critical,
            "Task {Task}: an offset cannot be stored. After a restart, its source partition is read again from the last stored offset. Partitions "
                + "and offsets may contain only null, booleans, numbers and strings.",
            EventName = nameof(OffsetNotWritable))]
        public static partial void OffsetNotWritable(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
