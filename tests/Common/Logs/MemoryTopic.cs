using System.Text;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;

namespace Connect.Tests.Logs;

/// <summary>A topic of one partition in memory.</summary>
internal sealed class MemoryTopic(string name)
{
    private readonly Lock _lock = new();
    private readonly List<LogRecord> _records = [];

    public string Name => name;

    /// <summary>What a log's own writes fail with; null for success.</summary>
    public KafkaClientException? Failure { get; set; }

    /// <summary>Whether logs read new records only when somebody waits for the end: a worker that lags.</summary>
    public bool IsLagging { get; set; }

    /// <summary>Raised after each record, unless logs lag.</summary>
    public event Action? Appended;

    /// <summary>All records as text; <c>null</c> for a tombstone.</summary>
    public IReadOnlyList<(string Key, string? Value)> Texts =>
        [.. From(0).Select(record => (Encoding.UTF8.GetString(record.Key!), record.Value is null ? null : Encoding.UTF8.GetString(record.Value)))];

    public long Append(byte[]? key, byte[]? value)
    {
        long offset;
        lock (_lock)
        {
            offset = _records.Count;
            _records.Add(new LogRecord(key, value, 0, offset, offset));
        }

        if (!IsLagging)
            Appended?.Invoke();
        return offset;
    }

    public void Append(string key, string? value) => Append(Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value));

    public IReadOnlyList<LogRecord> From(int offset)
    {
        lock (_lock)
            return _records[offset..];
    }
}
