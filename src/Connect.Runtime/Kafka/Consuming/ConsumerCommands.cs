using System.Collections.Concurrent;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Commands from the task's loop for the consumer's thread. The thread runs them between two polls, or while it waits in a
/// rebalance.</summary>
/// <remarks>Thread-safe, also after the consumer is closed: a late command does nothing.</remarks>
internal sealed class ConsumerCommands
{
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly object _gate = new();
    private bool _isAwake;

    /// <summary>Posts a command for the thread.</summary>
    /// <param name="command">The command; must not throw.</param>
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

    /// <summary>Runs the posted commands. Called only by the thread.</summary>
    public void Run()
    {
        while (_commands.TryDequeue(out var command))
            command();
    }

    /// <summary>Waits for a wake-up. Called only by the thread.</summary>
    /// <param name="timeout">The maximum time to wait.</param>
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
