using System.Collections.Concurrent;

namespace Connect.Runtime.Tests.Herding.Chaos;

/// <summary>Decides what each call of the plugins does, and watches which instances of tasks live.</summary>
public sealed class ChaosScript : IDisposable
{
    private readonly ManualResetEventSlim _blocked = new();
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, int> _living = new(StringComparer.Ordinal);

    /// <summary>What a call does: the connector's name and the call.</summary>
    public Func<string, string, ChaosBehaviour> BehaviourOf { get; set; } = (_, _) => ChaosBehaviour.Calm;

    /// <summary>How long a call that blocks or hangs does so at most.</summary>
    public TimeSpan Longest { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Every call that has begun.</summary>
    public ConcurrentQueue<(string Connector, string Call)> Calls { get; } = new();

    /// <summary>Told when an instance of a task starts, with how many of the same task live already.</summary>
    public Action<string, int>? OnOverlap { get; set; }

    /// <summary>How many instances of a task live: between their start and their end.</summary>
    public int LivingOf(string task) => _living.GetValueOrDefault(task);

    /// <summary>Does what a call is to do.</summary>
    public async ValueTask CallAsync(string connector, string call)
    {
        Calls.Enqueue((connector, call));
        switch (BehaviourOf(connector, call))
        {
            case ChaosBehaviour.Calm:
                await Task.Yield();
                break;
            case ChaosBehaviour.Throws:
                throw new InvalidOperationException($"{connector} throws at {call}");
            case ChaosBehaviour.Blocks:
                _blocked.Wait(Longest);
                break;
            case ChaosBehaviour.Hangs:
                await Task.WhenAny(_hanging.Task, Task.Delay(Longest, TimeProvider.System));
                break;
        }
    }

    /// <summary>An instance of a task lives from now on.</summary>
    public void Begin(string task)
    {
        if (_living.AddOrUpdate(task, 1, (_, count) => count + 1) is > 1 and var count)
            OnOverlap?.Invoke(task, count - 1);
    }

    /// <summary>An instance of a task has ended.</summary>
    public void End(string task) => _living.AddOrUpdate(task, 0, (_, count) => count - 1);

    /// <summary>Lets every call go.</summary>
    public void Dispose()
    {
        _blocked.Set();
        _hanging.TrySetResult();
    }
}
