using System.Collections.Concurrent;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>What the task's flow asks of the consumer's thread. The thread runs it between two polls, or while it waits in a rebalance.</summary>
internal sealed class ConsumerCommands : IDisposable
{
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly AutoResetEvent _wake = new(false);

    /// <summary>Gives the thread something to do.</summary>
    /// <param name="command">What to do; it must not throw.</param>
    public void Post(Action command)
    {
        _commands.Enqueue(command);
        _wake.Set();
    }

    /// <summary>Wakes the thread if it waits.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Runs what was posted. For the thread alone.</summary>
    public void Run()
    {
        while (_commands.TryDequeue(out var command))
            command();
    }

    /// <summary>Waits for a wake-up. For the thread alone.</summary>
    /// <param name="timeout">How long at most.</param>
    public void Wait(TimeSpan timeout) => _wake.WaitOne(timeout);

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}
