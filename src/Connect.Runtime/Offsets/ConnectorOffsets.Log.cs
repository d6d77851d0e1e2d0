using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

internal sealed partial class ConnectorOffsets
{
    private static partial class Log
    {
        [LoggerMessage(7020, LogLevel.Error,
            "The offset of connector {Connector} stored under {Key} cannot be read: {Value}. {Reason} The source partition is read from the "
                + "beginning. To prevent this, stop the connector and set the offset again.",
            EventName = nameof(OffsetNotReadable))]
        public static partial void OffsetNotReadable(ILogger logger, string connector, string key, string value, string reason);

        [LoggerMessage(7021, LogLevel.Error,
            "A source partition of connector {Connector} in the stored offsets cannot be read: {Key}. {Reason} Its offset is ignored.",
            EventName = nameof(PartitionNotReadable))]
        public static partial void PartitionNotReadable(ILogger logger, string connector, string key, string reason);
    }
}
