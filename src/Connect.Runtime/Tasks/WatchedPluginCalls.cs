using Connect.Runtime.Plugins;

namespace Connect.Runtime.Tasks;

/// <summary>Calls a task's plugin on the plugin threads, and records the call until it has returned.</summary>
/// <param name="threads">The plugin threads.</param>
/// <param name="calls">Records the call; null without a stall watch.</param>
internal sealed class WatchedPluginCalls(PluginThreads threads, TaskCalls? calls)
{
    /// <summary>Calls the plugin.</summary>
    /// <param name="call">The call.</param>
    /// <param name="records">The number of records that wait for it.</param>
    /// <param name="state">Passed to the function, which is static.</param>
    /// <param name="function">Makes the call.</param>
    /// <param name="cancellationToken">Passed to the function.</param>
    public ValueTask CallAsync<TState>(
        TaskCall call, int records, TState state, Func<TState, CancellationToken, ValueTask> function, CancellationToken cancellationToken)
    {
        calls?.Begin(call, records);
        var calling = threads.CallAsync(state, function, cancellationToken);
        return calls is null ? calling : EndAsync(calling, calls);
    }

    /// <inheritdoc cref="CallAsync{TState}"/>
    public ValueTask<T> CallAsync<TState, T>(
        TaskCall call, int records, TState state, Func<TState, CancellationToken, ValueTask<T>> function, CancellationToken cancellationToken)
    {
        calls?.Begin(call, records);
        var calling = threads.CallAsync(state, function, cancellationToken);
        return calls is null ? calling : EndAsync(calling, calls);
    }

    private static ValueTask EndAsync(ValueTask calling, TaskCalls calls)
    {
        if (!calling.IsCompleted)
            return AwaitAsync(calling, calls);
        calls.End();
        return calling;

        static async ValueTask AwaitAsync(ValueTask calling, TaskCalls calls)
        {
            try
            {
                await calling.ConfigureAwait(false);
            }
            finally
            {
                calls.End();
            }
        }
    }

    private static ValueTask<T> EndAsync<T>(ValueTask<T> calling, TaskCalls calls)
    {
        if (!calling.IsCompleted)
            return AwaitAsync(calling, calls);
        calls.End();
        return calling;

        static async ValueTask<T> AwaitAsync(ValueTask<T> calling, TaskCalls calls)
        {
            try
            {
                return await calling.ConfigureAwait(false);
            }
            finally
            {
                calls.End();
            }
        }
    }
}
