using System.Threading.Channels;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Workers;

/// <summary>Runs work items one after the other: the loop of an actor, which alone owns its state.</summary>
/// <remarks>Thread-safe. Items run in the order in which they were posted. A failed item fails its caller, never the loop.</remarks>
internal sealed class Mailbox : IAsyncDisposable
{
    private const int Capacity = 1024;

    private readonly Channel<Func<Task>> _work = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Task _flow;

    private readonly PluginThreads? _threads;

    /// <summary>Starts the loop.</summary>
    /// <param name="threads">Where items that call plugins start; null for the shared thread pool.</param>
    public Mailbox(PluginThreads? threads = null)
    {
        _threads = threads;
        _flow = Task.Run(RunAsync);
    }

    /// <summary>Runs a work item in its turn.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting; the work is done anyway, unless it was not accepted yet.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="ObjectDisposedException">The actor has ended.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken = default)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _work.Writer.WriteAsync(() => CompleteAsync(work, result), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The worker is shutting down.", e);
        }

        return await result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a work item in its turn.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting; the work is done anyway, unless it was not accepted yet.</param>
    /// <exception cref="ObjectDisposedException">The actor has ended.</exception>
    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken = default) =>
        RunAsync(
            async () =>
            {
                await work().ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Completes the posted items, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await _flow.ConfigureAwait(false);
    }

    private static async Task CompleteAsync<T>(Func<Task<T>> work, TaskCompletionSource<T> result)
    {
        try
        {
            result.SetResult(await work().ConfigureAwait(false));
        }
        catch (OperationCanceledException e)
        {
            result.SetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            result.SetException(e);
        }
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_threads is not null)
                await _threads.EnterAsync();
            await work().ConfigureAwait(false);
        }
    }
}
