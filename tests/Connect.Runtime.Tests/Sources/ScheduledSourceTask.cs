using Connect.Connectors;

namespace Connect.Runtime.Tests.Sources;

/// <summary>A source of numbered records that polls as chance has it. It goes on after the stored offsets.</summary>
/// <param name="world">Knows how many records there are.</param>
/// <param name="random">Chooses what a poll does; null for polls that only answer.</param>
internal sealed class ScheduledSourceTask(ScheduledWorld world, Random? random) : ISourceTask
{
    private readonly long[] _next = new long[world.Partitions];
    private readonly Lock _gate = new();
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;

    public string Version => "1";

    /// <summary>Ends polls that hang.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _released.TrySetResult();
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets no poll hang any more.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
        Release();
    }

    public async ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < _next.Length; partition++)
        {
            var stored = await context.Offsets.GetOffsetAsync(ScheduledWorld.PartitionOf(partition), cancellationToken);
            _next[partition] = stored is null ? 1 : (long)stored["n"]! + 1;
        }
    }

    public ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        switch (random?.Next(24))
        {
            case null when !IsAtEnd():
                return ValueTask.FromResult(Take(10));
            case < 9 when !IsAtEnd():
                return ValueTask.FromResult(Take(random!.Next(1, 12)));
            case < 12:
                return AnswerLaterAsync(random!.Next(8));
            case < 14:
                return ValueTask.FromResult<IReadOnlyList<SourceRecord>>([]);
            case < 16:
                return ValueTask.FromException<IReadOnlyList<SourceRecord>>(new RetriableConnectException("away"));
            case 16 when random!.Next(12) == 0:
                throw new InvalidOperationException("broken");
            case 17 when random!.Next(3) == 0:
                return HangAsync();
            default:
                return WaitAsync(cancellationToken);
        }
    }

    public ValueTask CommitAsync(CancellationToken cancellationToken) =>
        random?.Next(10) == 0 ? throw new InvalidOperationException("the task does not care for commits") : ValueTask.CompletedTask;

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private async ValueTask<IReadOnlyList<SourceRecord>> AnswerLaterAsync(int count)
    {
        await Task.Yield();
        return Take(count);
    }

    /// <summary>Waits as a task should: until it is interrupted, or has something.</summary>
    private async ValueTask<IReadOnlyList<SourceRecord>> WaitAsync(CancellationToken cancellationToken)
    {
        Task released;
        lock (_gate)
            released = _released.Task;
        if (!_isClosed)
            await released.WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return random is null ? [] : Take(2);
    }

    /// <summary>Waits as no task should: heeding nobody. What it returns then comes too late.</summary>
    private async ValueTask<IReadOnlyList<SourceRecord>> HangAsync()
    {
        Task released;
        lock (_gate)
            released = _isClosed ? Task.CompletedTask : _released.Task;
        await released;
        return Take(3);
    }

    private bool IsAtEnd() => _next.All(next => next > world.RecordsPerPartition);

    private IReadOnlyList<SourceRecord> Take(int count)
    {
        var records = new List<SourceRecord>();
        for (var i = 0; i < count && !IsAtEnd(); i++)
        {
            var partition = (random?.Next(_next.Length) ?? i) % _next.Length;
            while (_next[partition] > world.RecordsPerPartition)
                partition = (partition + 1) % _next.Length;
            records.Add(ScheduledWorld.RecordOf(partition, _next[partition]++));
        }

        return records;
    }
}
