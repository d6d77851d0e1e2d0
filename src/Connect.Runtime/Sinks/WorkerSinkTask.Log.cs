using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

internal sealed partial class WorkerSinkTask
{
    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Warning, "Task {Task} could not take {Records} records for the moment; the same records are put again in {Delay}.", EventName = nameof(PutDelayed))]
        public static partial void PutDelayed(ILogger logger, ConnectorTaskId task, int records, TimeSpan delay, Exception exception);

        [LoggerMessage(4002, LogLevel.Warning, "Task {Task} asked to go to an offset of {Partition}, which is not assigned to it; ignored.", EventName = nameof(SeekIgnored))]
        public static partial void SeekIgnored(ILogger logger, ConnectorTaskId task, TopicPartition partition);

        [LoggerMessage(4003, LogLevel.Warning, "Task {Task} has lost {Partitions} partitions to the rest of its group without notice; nothing is committed for them.", EventName = nameof(PartitionsLost))]
        public static partial void PartitionsLost(ILogger logger, ConnectorTaskId task, int partitions);

        [LoggerMessage(4004, LogLevel.Error, "Task {Task} failed in StopAsync; its offsets were committed before.", EventName = nameof(StopFailed))]
        public static partial void StopFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4005, LogLevel.Warning, "Task {Task} could not leave its consumer group in order; the group notices when the session times out.", EventName = nameof(CloseFailed))]
        public static partial void CloseFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
