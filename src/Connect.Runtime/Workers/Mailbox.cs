using System.Threading.Channels;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Workers;

/// <summary>Runs pieces of work one after the other: the flow of an actor, which owns its state alone.</summary>
/// <remarks>Safe for use from several threads. What is posted runs in the order of posting. A piece that fails fails its caller, never the flow.</remarks>
internal sealed class Mailbox : IAsyncDisposable
{
    private const int Capacity = 1024;

    private readonly Channel<Func<Task>> _work = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Task _flow;

    private readonly PluginThreads? _threads;

    /// <summary>Starts the flow.</summary>
    /// <param name="threads">Where pieces begin that call plugins; null for the shared thread pool.</param>
    public Mailbox(PluginThreads? threads = null)
    {
        _threads = threads;
        _flow = Task.Run(RunAsync);
    }

    /// <summary>Runs a piece of work when its turn comes.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up waiting; the work is done all the same, unless it was not accepted yet.</param>
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

    /// <summary>Runs a piece of work when its turn comes.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up waiting; the work is done all the same, unless it was not accepted yet.</param>
    /// <exception cref="ObjectDisposedException">The actor has ended.</exception>
    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken = default) =>
        RunAsync(
            async () =>
            {
                await work().ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Does what was posted so far, then ends.</summary>
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
