using System.Collections.Concurrent;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>What the task's flow asks of the consumer's thread. The thread runs it between two polls, or while it waits in a rebalance.</summary>
/// <remarks>Safe for use from several threads, also when the consumer is gone: a late call does nothing.</remarks>
internal sealed class ConsumerCommands
{
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly object _gate = new();
    private bool _isAwake;

    /// <summary>Gives the thread something to do.</summary>
    /// <param name="command">What to do; it must not throw.</param>
    public void Post(Action command)
    {
        _commands.Enqueue(command);
        Wake();
    }

    /// <summary>Wakes the thread if it waits.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isAwake = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Runs what was posted. For the thread alone.</summary>
    public void Run()
    {
        while (_commands.TryDequeue(out var command))
            command();
    }

    /// <summary>Waits for a wake-up. For the thread alone.</summary>
    /// <param name="timeout">How long at most.</param>
    public void Wait(TimeSpan timeout)
    {
        lock (_gate)
        {
            if (!_isAwake)
                Monitor.Wait(_gate, timeout);
            _isAwake = false;
        }
    }
}
