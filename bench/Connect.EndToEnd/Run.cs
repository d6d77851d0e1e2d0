namespace Connect.EndToEnd;

/// <summary>One run of a connector: when it may begin, and when it is through.</summary>
/// <param name="count">How many records make it whole.</param>
internal sealed class Run(int count)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _exhausted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _done;

    public int Count => count;

    public Task Begun => _begun.Task;

    /// <summary>Ends when a source has nothing more to give; its last records are still on their way.</summary>
    public Task Exhausted => _exhausted.Task;

    public Task Ended => _ended.Task;

    public void Begin() => _begun.TrySetResult();

    public void Add(int records)
    {
        if (Interlocked.Add(ref _done, records) >= count)
            End();
    }

    public void Exhaust() => _exhausted.TrySetResult();

    public void End() => _ended.TrySetResult();
}
