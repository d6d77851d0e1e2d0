using System.Threading.Channels;
using Connect.Connectors;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>A sink task whose puts stand still until the test says how they end. It checks what it is given.</summary>
internal sealed class CommandedTask(ChannelWriter<LoopPoint> points) : ISinkTask
{
    private readonly Dictionary<TopicPartition, Queue<long>> _arrivals = [];
    private readonly Dictionary<TopicPartition, long> _next = [];
    private readonly Dictionary<TopicPartition, long> _safe = [];
    private readonly Dictionary<TopicPartition, long> _asked = [];
    private readonly HashSet<TopicPartition> _paused = [];

    /// <summary>Told what broke a promise.</summary>
    public Action<string> Violated { get; set; } = _ => { };

    /// <summary>Told of what was put, partition by partition.</summary>
    public Action<TopicPartition, long, long> Delivered { get; set; } = (_, _, _) => { };

    /// <summary>Answers preCommit; may throw.</summary>
    public Func<IReadOnlyDictionary<TopicPartition, long>, IReadOnlyDictionary<TopicPartition, long>> OnPreCommit { get; set; } = offsets => offsets;

    public SinkTaskContext Context { get; private set; } = null!;

    /// <summary>The partitions that are open.</summary>
    public IReadOnlyCollection<TopicPartition> Open => _next.Keys;

    /// <summary>Whether the records of the next put may be those of the last one, whatever was paused meanwhile.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether no records may come but refused ones.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether nothing may come.</summary>
    public bool IsGivenUp { get; set; }

    public string Version => "1";

    public void ExpectOpen(TopicPartition partition, long offset)
    {
        if (!_arrivals.TryGetValue(partition, out var arrivals))
            _arrivals[partition] = arrivals = new Queue<long>();
        arrivals.Enqueue(offset);
    }

    /// <summary>The offset that the next record of an open partition has.</summary>
    public long NextOf(TopicPartition partition) => _next[partition];

    public bool IsSafe(TopicPartition partition, long offset) => _safe.TryGetValue(partition, out var safe) && offset <= safe;

    public void Pause(TopicPartition partition)
    {
        Context.Pause(partition);
        _paused.Add(partition);
    }

    public void Resume(params IReadOnlyCollection<TopicPartition> partitions)
    {
        Context.Resume(partitions);
        _paused.ExceptWith(partitions);
    }

    public void Seek(TopicPartition partition, long offset)
    {
        Context.Seek(partition, offset);
        _asked[partition] = offset;
    }

    /// <summary>Notes where delivery goes on.</summary>
    /// <returns>What is wrong with that; null for nothing.</returns>
    public string? Sought(TopicPartition partition, long offset)
    {
        if (!_next.TryGetValue(partition, out var next))
            return $"{partition} is sought and not open";
        var isAsked = _asked.TryGetValue(partition, out var asked) && asked == offset;
        if (isAsked)
            _asked.Remove(partition);
        if (isAsked && offset > next)
            Delivered(partition, next, offset);
        _next[partition] = offset;
        _safe[partition] = offset;
        return isAsked || offset <= next ? null : $"{partition} goes from {next} to {offset}, which nobody asked for";
    }

    public ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        Context = context;
        return ValueTask.CompletedTask;
    }

    public ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        foreach (var partition in partitions)
        {
            if (_next.ContainsKey(partition))
                Violated($"{partition} is opened twice");
            _safe[partition] = _next[partition] = _arrivals[partition].Dequeue();
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        Check(records);
        var point = new LoopPoint(records, TimeSpan.Zero);
        points.TryWrite(point);
        try
        {
            await point.Passed;
        }
        catch (RetriableConnectException)
        {
            IsRefused = true;
            throw;
        }

        IsRefused = false;
        foreach (var record in records)
        {
            var partition = new TopicPartition(record.OriginalTopic, record.OriginalPartition);
            Delivered(partition, record.OriginalOffset, record.OriginalOffset + 1);
            _next[partition] = record.OriginalOffset + 1;
        }
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        foreach (var (partition, offset) in offsets)
        {
            if (!_next.TryGetValue(partition, out var next) || offset > next)
                Violated($"preCommit of {partition} at {offset}, beyond what was put");
        }

        var safe = OnPreCommit(offsets);
        foreach (var (partition, offset) in safe)
            _safe[partition] = offset;
        return ValueTask.FromResult(safe);
    }

    public ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        foreach (var partition in partitions)
        {
            if (!_next.Remove(partition))
                Violated($"{partition} is closed and was not open");
            _asked.Remove(partition);
            _paused.Remove(partition);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private void Check(IReadOnlyList<SinkRecord> records)
    {
        if (IsGivenUp)
            Violated("a put after the task was given up");
        if (IsPaused && !IsRefused && records.Count > 0)
            Violated("records during a pause");
        foreach (var group in records.GroupBy(record => new TopicPartition(record.OriginalTopic, record.OriginalPartition)))
        {
            var offsets = string.Join(",", group.Select(record => record.OriginalOffset));
            if (!_next.TryGetValue(group.Key, out var next))
                Violated($"records {offsets} of {group.Key}, which is closed");
            else if (!group.Select((record, i) => record.OriginalOffset == next + i).All(isNext => isNext))
                Violated($"records {offsets} of {group.Key}, expected from {next}");
            if (_paused.Contains(group.Key) && !IsRefused)
                Violated($"records {offsets} of {group.Key}, which the task has paused");
        }
    }
}
