using Connect.Runtime.Workers;

namespace Connect.Runtime.Herding;

/// <summary>Runs all decisions one after the other, on a herder's loop.</summary>
/// <param name="flow">The loop.</param>
internal sealed class LoopOrder(Mailbox flow) : IDecisionOrder
{
    /// <inheritdoc/>
    public Task<T> DecideAsync<T>(string connector, Func<Task<T>> decide, CancellationToken cancellationToken) =>
        flow.RunAsync(decide, cancellationToken);
}
