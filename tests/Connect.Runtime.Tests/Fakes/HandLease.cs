using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>A lease that the test ends and gives back.</summary>
internal sealed class HandLease : ILease
{
    private readonly TaskCompletionSource _isBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isHeld = true;
    private volatile bool _isAwaited;

    public bool IsHeld => _isHeld;

    /// <summary>Whether somebody waits for it.</summary>
    public bool IsAwaited => _isAwaited;

    public void End() => _isHeld = false;

    public void GiveBack()
    {
        _isHeld = true;
        _isBack.SetResult();
    }

    public Task WaitUntilHeldAsync(CancellationToken cancellationToken)
    {
        _isAwaited = true;
        return _isBack.Task.WaitAsync(cancellationToken);
    }
}
