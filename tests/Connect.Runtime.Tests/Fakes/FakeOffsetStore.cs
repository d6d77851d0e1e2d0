using Connect.Runtime.Storage;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A store in memory that fails or hangs when told to.</summary>
internal sealed class FakeOffsetStore : IOffsetStore
{
    private readonly MemoryOffsetStore _store = new();
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    public FakeOffsetStore() => _released.SetResult();

    /// <summary>What the next writes fail with; null for success.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How many writes were tried.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Makes writes hang.</summary>
    public void Hold() => _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets writes go on.</summary>
    public void Release() => _released.TrySetResult();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken) =>
        _store.ReadAsync(connector, cancellationToken);

    public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        await _released.Task;
        if (Failure is { } failure)
            throw failure;
        await _store.WriteAsync(entries, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
