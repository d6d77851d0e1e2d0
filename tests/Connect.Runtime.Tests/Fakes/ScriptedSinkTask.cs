using System.Collections.Concurrent;
using Connect.Connectors;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A sink task that does what a test says.</summary>
internal sealed class ScriptedSinkTask : ISinkTask
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<SinkRecord> Taken { get; } = new();

    /// <summary>Called before each put; may wait, or throw.</summary>
    public Func<IReadOnlyList<SinkRecord>, SinkTaskContext, Task> OnPut { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Answers preCommit; may throw.</summary>
    public Func<IReadOnlyDictionary<TopicPartition, long>, IReadOnlyDictionary<TopicPartition, long>> OnPreCommit { get; set; } = offsets => offsets;

    public SinkTaskContext Context { get; private set; } = null!;

    public string Version => "1";

    public ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        Context = context;
        Calls.Enqueue("start");
        return ValueTask.CompletedTask;
    }

    public ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"open {string.Join(",", partitions)}");
        return ValueTask.CompletedTask;
    }

    public async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"put {records.Count}");
        await OnPut(records, Context);
        foreach (var record in records)
            Taken.Enqueue(record);
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        Calls.Enqueue("preCommit");
        return ValueTask.FromResult(OnPreCommit(offsets));
    }

    public ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"close {string.Join(",", partitions)}");
        return ValueTask.CompletedTask;
    }

    public ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("stop");
        return ValueTask.CompletedTask;
    }
}
