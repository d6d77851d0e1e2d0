using System.Collections.Concurrent;

namespace Connect.Runtime.Herding;

/// <summary>Runs decisions about connectors in their order. Decisions about a connector whose offsets are being changed wait, without holding up
/// others.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="order">The order of decisions.</param>
internal sealed class OffsetChanges(IDecisionOrder order)
{
    private readonly ConcurrentDictionary<string, Task> _changes = new(StringComparer.Ordinal);

    /// <summary>Runs a decision about a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="decide">Decides, in its turn.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T> DecideAsync<T>(string name, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (change, decision) = await order.DecideAsync(
                name,
                async () =>
                {
                    if (_changes.TryGetValue(name, out var change) && !change.IsCompleted)
                        return (change, default(T)!);
                    _changes.TryRemove(name, out _);
                    return ((Task?)null, await decide().ConfigureAwait(false));
                },
                cancellationToken).ConfigureAwait(false);
            if (change is null)
                return decision;
            await ((Task)change.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default))
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a change of a connector's offsets.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="begin">Begins it, in its turn.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The change.</returns>
    public Task<Task<string>> BeginAsync(string name, Func<Task<string>> begin, CancellationToken cancellationToken) =>
        DecideAsync(
            name,
            () =>
            {
                var change = begin();
                _changes[name] = change;
                return Task.FromResult(change);
            },
            cancellationToken);
}
