using System.Runtime.CompilerServices;

namespace Connect.Runtime.Plugins;

/// <summary>The threads on which connectors, tasks, converters and transforms run. They are separate from the shared thread pool, so a plugin that
/// blocks a thread affects nobody else.</summary>
/// <remarks>
/// <para>A few threads serve any number of plugins that await. When work has waited for 20 ms because all threads are busy, one thread is added for
/// each waiting item. A thread ends after ten idle seconds.</para>
/// <para>After an await without <c>ConfigureAwait(false)</c>, a plugin continues on these threads; with it, on .NET's shared pool, as usual.</para>
/// <para>Thread-safe.</para>
/// </remarks>
internal sealed class PluginThreads : TaskScheduler
{
    private const int MaxThreads = 32_767;
    private const int MaxAddedAtOnce = 64;

    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly int EagerThreads = Environment.ProcessorCount;

    private readonly object _gate = new();
    private readonly object _watch = new();
    private readonly Queue<(Task Task, long Since)> _queue = new();
    private int _threads;
    private int _starting;
    private int _idle;
    private bool _isWatched;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => MaxThreads;

    /// <summary>How many threads there are at the moment, busy or not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _threads;
        }
    }

    /// <summary>Starts an asynchronous function on these threads.</summary>
    /// <param name="flow">The function; it may continue elsewhere after an await.</param>
    /// <returns>Completes when the function has ended.</returns>
    public Task StartAsync(Func<Task> flow) =>
        Task.Factory.StartNew(flow, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc cref="StartAsync(Func{Task})"/>
    public Task<T> StartAsync<T>(Func<Task<T>> flow) =>
        Task.Factory.StartNew(flow, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Continues on one of these threads; immediately if the caller is already on one. .NET never resumes another function on such a thread
    /// synchronously, so the thread belongs to the caller.</summary>
    public Switch EnterAsync() => new(this);

    /// <summary>Calls a plugin on these threads.</summary>
    /// <param name="state">Handed to the call, which is a static function.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Handed to the call.</param>
    public async ValueTask CallAsync<TState>(TState state, Func<TState, CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        await EnterAsync();
        await call(state, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="CallAsync{TState}"/>
    public async ValueTask<T> CallAsync<TState, T>(
        TState state, Func<TState, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        await EnterAsync();
        return await call(state, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _queue.Enqueue((task, TimeProvider.System.GetTimestamp()));
            if (_queue.Count <= _idle + _starting)
                Monitor.Pulse(_gate);
            else if (_threads < EagerThreads)
                TryStartThread();
            if (_queue.Count > _idle + _starting && !_isWatched)
                StartWatch();
        }
    }

    /// <summary>Never: the caller's thread must not run plugin code.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return [.. _queue.Select(entry => entry.Task)];
    }

    private bool TryStartThread()
    {
        try
        {
            new Thread(Run) { IsBackground = true, Name = "connect-plugins" }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            // The operating system gives no thread at the moment: work waits for those that there are, and the watch tries again.
            return false;
        }

        _threads++;
        _starting++;
        return true;
    }

    private void StartWatch()
    {
        _isWatched = true;
        new Thread(Watch) { IsBackground = true, Name = "connect-plugins-watch" }.UnsafeStart();
    }

    private void Run()
    {
        lock (_gate)
            _starting--;
        while (Take() is { } task)
            TryExecuteTask(task);
    }

    private Task? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                _idle++;
                var isPulsed = Monitor.Wait(_gate, IdleTime);
                _idle--;
                if (isPulsed || _queue.Count > 0)
                    continue;
                _threads--;
                return null;
            }

            return _queue.Dequeue().Task;
        }
    }

    /// <summary>Adds threads while work waits. Ends when no work has waited for a while, so that an idle worker uses no CPU.</summary>
    private void Watch()
    {
        var lastWork = TimeProvider.System.GetTimestamp();
        while (true)
        {
            lock (_watch)
                Monitor.Wait(_watch, StallTime);
            lock (_gate)
            {
                var now = TimeProvider.System.GetTimestamp();
                if (_queue.TryPeek(out var oldest))
                {
                    lastWork = now;
                    if (TimeProvider.System.GetElapsedTime(oldest.Since, now) >= StallTime)
                        AddThreads(_queue.Count - _idle - _starting);
                }
                else if (TimeProvider.System.GetElapsedTime(lastWork, now) > IdleTime)
                {
                    _isWatched = false;
                    return;
                }
            }
        }
    }

    private void AddThreads(int wanted)
    {
        for (var left = Math.Min(wanted, MaxAddedAtOnce); left > 0 && _threads < MaxThreads && TryStartThread(); left--)
        {
        }
    }

    /// <summary>Moves an asynchronous function to the plugin threads when awaited.</summary>
    public readonly struct Switch(PluginThreads threads) : ICriticalNotifyCompletion
    {
        /// <summary>Whether the function may continue without a switch.</summary>
        public bool IsCompleted => Current == threads;

        /// <summary>The awaiter.</summary>
        public Switch GetAwaiter() => this;

        /// <summary>Does nothing.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation) =>
            _ = Task.Factory.StartNew(continuation, CancellationToken.None, TaskCreationOptions.DenyChildAttach, threads);

        /// <inheritdoc/>
        public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);
    }
}
