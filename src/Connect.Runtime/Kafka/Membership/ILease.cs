namespace Connect.Runtime.Kafka.Membership;

/// <summary>Whether this worker may keep working. Sources check it before every poll, sinks before every put.</summary>
/// <remarks>Thread-safe and cheap. Each check compares the clock, so a process that was suspended gets the right answer at once.</remarks>
internal interface ILease
{
    /// <summary>Whether the worker is certainly a member of its cluster now. If not, tasks stop polling and putting, but nothing is torn
    /// down.</summary>
    bool IsHeld { get; }

    /// <summary>Waits until <see cref="IsHeld"/> is true.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task WaitUntilHeldAsync(CancellationToken cancellationToken);
}
