namespace Connect.Runtime.Herding.Distributed;

/// <summary>Lets one loop wait until something has changed.</summary>
/// <remarks>Thread-safe. The loop calls <see cref="Renew"/>, then checks the state, then waits. A change after <see cref="Renew"/> ends the
/// wait.</remarks>
internal sealed class Wakeup
{
    private volatile TaskCompletionSource _changed = New();

    /// <summary>Ends the wait.</summary>
    public void Wake() => _changed.TrySetResult();

    /// <summary>Resets the signal: the next wait ends at the next change.</summary>
    public void Renew()
    {
        if (_changed.Task.IsCompleted)
            _changed = New();
    }

    /// <summary>Waits for the first change since <see cref="Renew"/>.</summary>
    /// <param name="timeout">The maximum time to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether something has changed.</returns>
    public async Task<bool> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        await _changed.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return _changed.Task.IsCompleted;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
