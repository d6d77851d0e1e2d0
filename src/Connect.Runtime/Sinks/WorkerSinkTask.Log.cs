using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

internal sealed partial class WorkerSinkTask
{
    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Warning,
            "Task {Task} could not take {Records} records. The same records are put again in {Delay}.",
            EventName = nameof(PutDelayed))]
        public static partial void PutDelayed(ILogger logger, ConnectorTaskId task, int records, TimeSpan delay, Exception exception);

        [LoggerMessage(4002, LogLevel.Warning, "Task {Task} asked to seek in {Partition}, which is not assigned to it. The request is ignored.",
            EventName = nameof(SeekIgnored))]
        public static partial void SeekIgnored(ILogger logger, ConnectorTaskId task, TopicPartition partition);

        [LoggerMessage(4003, LogLevel.Warning,
            "Task {Task} lost {Partitions} partitions to other members of its group before it could commit. No offsets are committed for them.",
            EventName = nameof(PartitionsLost))]
        public static partial void PartitionsLost(ILogger logger, ConnectorTaskId task, int partitions);

        [LoggerMessage(4006, LogLevel.Error,
            "The record audit of task {Task} found a mismatch for {Partition}: {Numbers}. A record was neither put nor skipped nor in flight: this "
                + "is a "
                + "defect of the runtime; please report it.",
            EventName = nameof(OutOfBalance))]
        public static partial void OutOfBalance(ILogger logger, ConnectorTaskId task, TopicPartition partition, string numbers);

        [LoggerMessage(4007, LogLevel.Warning,
            "Task {Task} could not put {Records} records. They are put again in halves to find those that the sink refuses (errors.put.isolate).",
            EventName = nameof(PutIsolated))]
        public static partial void PutIsolated(ILogger logger, ConnectorTaskId task, int records, Exception exception);

        [LoggerMessage(4008, LogLevel.Information, "Task {Task}: {Note}", EventName = nameof(Finished))]
        public static partial void Finished(ILogger logger, ConnectorTaskId task, string note);

        [LoggerMessage(4004, LogLevel.Error, "Task {Task} failed in StopAsync. Its offsets are already committed.", EventName = nameof(StopFailed))]
        public static partial void StopFailed(ILogger logger, ConnectorTaskId task, Exception exception);

        [LoggerMessage(4005, LogLevel.Warning,
            "Task {Task} could not leave its consumer group. The group removes it when its session times out.",
            EventName = nameof(CloseFailed))]
        public static partial void CloseFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
