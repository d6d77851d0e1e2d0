namespace Connect.Runtime.Workers;

/// <summary>Runs steps one after the other in the background: they have an order, but no caller waits.</summary>
/// <remarks>Steps are added by one thread at a time and run on the thread pool. A failed step fails its own task, never the steps after it.</remarks>
internal sealed class StepChain
{
    private Task _last = Task.CompletedTask;

    /// <summary>Completes when every step that was added so far has ended; never faulted.</summary>
    public Task Settled => SettleAsync(_last);

    /// <summary>Runs a step after all steps that were added before.</summary>
    /// <param name="step">The step. It must end: each wait in it has a timeout.</param>
    /// <returns>Completes when the step has ended, with its failure if it failed.</returns>
    public Task Add(Func<Task> step) => _last = RunAsync(_last, step);

    private static async Task RunAsync(Task before, Func<Task> step)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await step().ConfigureAwait(false);
    }

    private static async Task SettleAsync(Task last) => await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
