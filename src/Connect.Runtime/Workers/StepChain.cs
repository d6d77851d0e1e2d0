namespace Connect.Runtime.Workers;

/// <summary>Steps that run one after the other, apart from the flow that adds them: an order without anybody waiting.</summary>
/// <remarks>Steps are added by one flow and run on the thread pool. A step that fails fails its own task, never the steps after it.</remarks>
internal sealed class StepChain
{
    private Task _last = Task.CompletedTask;

    /// <summary>Completes when every step that was added so far has ended; never faulted.</summary>
    public Task Settled => SettleAsync(_last);

    /// <summary>Runs a step after all that were added before it.</summary>
    /// <param name="step">The step. It must end: each wait in it has a time of its own.</param>
    /// <returns>Completes when the step has ended, with its failure.</returns>
    public Task Add(Func<Task> step) => _last = RunAsync(_last, step);

    private static async Task RunAsync(Task before, Func<Task> step)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await step().ConfigureAwait(false);
    }

    private static async Task SettleAsync(Task last) => await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
