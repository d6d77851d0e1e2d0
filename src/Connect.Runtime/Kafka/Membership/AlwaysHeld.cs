namespace Connect.Runtime.Kafka.Membership;

/// <summary>The lease of a worker that runs alone: always held.</summary>
internal sealed class AlwaysHeld : ILease
{
    private AlwaysHeld()
    {
    }

    /// <summary>The one instance.</summary>
    public static ILease Instance { get; } = new AlwaysHeld();

    /// <inheritdoc/>
    public bool IsHeld => true;

    /// <inheritdoc/>
    public Task WaitUntilHeldAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
