using Connect.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Keeps the notifications about a task's records until their transaction has ended.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="task">The task.</param>
/// <param name="listener">The connector's task.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class CommittedRecords(ConnectorTaskId task, IRecordCommitListener listener, ILogger logger) : IRecordCommitListener
{
    private readonly Lock _gate = new();
    private List<(SourceRecord Record, RecordMetadata? Metadata)> _waiting = [];

    /// <inheritdoc/>
    public void OnRecordCommitted(SourceRecord record, RecordMetadata? metadata)
    {
        lock (_gate)
            _waiting.Add((record, metadata));
    }

    /// <summary>Notifies the task of the records since the last call: their transaction is committed.</summary>
    /// <param name="areInKafka">False if their transaction was aborted and only their offsets are stored.</param>
    public void Notify(bool areInKafka)
    {
        List<(SourceRecord Record, RecordMetadata? Metadata)> records;
        lock (_gate)
            (records, _waiting) = (_waiting, []);
        foreach (var (record, metadata) in records)
        {
            try
            {
                listener.OnRecordCommitted(record, areInKafka ? metadata : null);
            }
            catch (Exception e)
            {
                Log.ListenerFailed(logger, task, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Error, "Task {Task} failed in OnRecordCommitted and continues", EventName = nameof(ListenerFailed))]
        public static partial void ListenerFailed(ILogger logger, ConnectorTaskId task, Exception exception);
    }
}
