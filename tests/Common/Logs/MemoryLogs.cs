using System.Collections.Concurrent;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Tests.Logs;

/// <summary>Topics in memory that the stores of several workers share. Their logs are read to the end by whoever waits, so that tests have no thread
/// to wait for.</summary>
internal sealed class MemoryLogs
{
    private readonly ConcurrentDictionary<string, MemoryTopic> _topics = new();

    /// <summary>A topic; made when it is first asked for.</summary>
    public MemoryTopic Topic(string name) => _topics.GetOrAdd(name, static name => new MemoryTopic(name));

    /// <summary>A log of a topic.</summary>
    public ICompactedLog Open(string name) => new MemoryLog(Topic(name));

    /// <summary>The writer of a leader. Who claims later fences those before.</summary>
    public ILeaderWriter Leader() => new MemoryLeader(this);

    private readonly Lock _lock = new();
    private MemoryLeader? _leader;

    private sealed class MemoryLog(MemoryTopic topic) : ICompactedLog
    {
        private readonly Lock _lock = new();
        private Action<LogRecord> _handler = static _ => { };
        private int _next;
        private bool _isClosed;

        // Topics in memory are never deleted.
        public event Action? Missing
        {
            add { }
            remove { }
        }

        public event Action? Restarted
        {
            add { }
            remove { }
        }

        public string Topic => topic.Name;

        public bool IsAtomic => false;

        public Task StartAsync(Action<LogRecord> handler, CancellationToken cancellationToken)
        {
            _handler = handler;
            topic.Appended += Read;
            Read();
            return Task.CompletedTask;
        }

        public Task ReadToEndAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_isClosed)
                throw new KafkaClientException($"The log of topic {Topic} is closed", KafkaErrorKind.Closed);
            Read();
            return Task.CompletedTask;
        }

        public Task WriteAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
        {
            if (topic.Failure is { } failure)
                return Task.FromException(new LogWriteException($"Writing to {Topic} failed: {failure.Message}", failure));
            foreach (var entry in entries)
                topic.Append(entry.Key, entry.Value);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            topic.Appended -= Read;
            _isClosed = true;
            return ValueTask.CompletedTask;
        }

        private void Read()
        {
            lock (_lock)
            {
                foreach (var record in topic.From(_next))
                {
                    _next++;
                    _handler(record);
                }
            }
        }
    }

    private sealed class MemoryLeader(MemoryLogs logs) : ILeaderWriter
    {
        public LeaderWriteResult? End { get; private set; }

        public Task<LeaderWriteResult> ClaimAsync(CancellationToken cancellationToken)
        {
            lock (logs._lock)
            {
                logs._leader?.End = new LeaderWriteResult.Fenced("another has claimed");
                logs._leader = this;
            }

            return Task.FromResult<LeaderWriteResult>(new LeaderWriteResult.Committed([]));
        }

        public Task<LeaderWriteResult> WriteAsync(IReadOnlyList<LeaderEntry> records, CancellationToken cancellationToken)
        {
            lock (logs._lock)
            {
                if (End is { } end)
                    return Task.FromResult(end);
            }

            List<(Connect.Connectors.TopicPartition, long)> places = [];
            foreach (var record in records)
                places.Add((new(record.Topic, 0), logs.Topic(record.Topic).Append(record.Key, record.Value)));
            return Task.FromResult<LeaderWriteResult>(new LeaderWriteResult.Committed(places));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
