using Connect.Runtime.Workers;

namespace Connect.Runtime.Herding;

/// <summary>Runs decisions about connectors on the herder's loop. Decisions about a connector whose offsets are being changed wait, without blocking
/// the loop.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="flow">The herder's loop.</param>
internal sealed class OffsetChanges(Mailbox flow)
{
    private readonly Dictionary<string, Task> _changes = new(StringComparer.Ordinal);

    /// <summary>Runs a decision about a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="decide">Decides, on the loop.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T> DecideAsync<T>(string name, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (change, decision) = await flow.RunAsync(
                async () =>
                {
                    if (_changes.TryGetValue(name, out var change) && !change.IsCompleted)
                        return (change, default(T)!);
                    _changes.Remove(name);
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
    /// <param name="begin">Begins it, on the loop.</param>
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
