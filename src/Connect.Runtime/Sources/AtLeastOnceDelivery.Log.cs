using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

internal sealed partial class AtLeastOnceDelivery
{
    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Error,
            "Task {Task} stopped with {Outstanding} unacknowledged records because its producer failed. Their offsets are not stored; the records "
                + "are read again.",
            EventName = nameof(ProducerFailed))]
        public static partial void ProducerFailed(ILogger logger, ConnectorTaskId task, int outstanding, Exception exception);

        [LoggerMessage(3003, LogLevel.Error,
            "Task {Task} stopped with {Outstanding} records that were not acknowledged within offset.flush.timeout.ms. Their offsets are not stored; "
                + "the records are read again.",
            EventName = nameof(DeliveriesOutstanding))]
        public static partial void DeliveriesOutstanding(ILogger logger, ConnectorTaskId task, int outstanding);
    }
}
