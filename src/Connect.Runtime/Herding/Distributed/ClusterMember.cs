using Connect.Connectors;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The member's part of a cluster's worker: an actor that passes events to <see cref="MemberState"/> and runs the connectors and tasks that
/// it allows.</summary>
/// <remarks>
/// <para>Its loop never waits for Kafka or for a connector. Slow operations are only begun on the loop and report back to it when they end.</para>
/// <para>Nothing starts before Kafka has acknowledged the worker record that lists it. Stops begin at once.</para>
/// </remarks>
internal sealed partial class ClusterMember : IAsyncDisposable
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a stopping worker tries to write that it has left.</summary>
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(3);

    private readonly ClusterParts _parts;
    private readonly Worker _worker;
    private readonly TaskReconfiguration _reconfiguration;
    private readonly ILogger _logger;
    private readonly Mailbox _flow = new();
    private readonly StepChain _acknowledgements = new();
    private readonly HashSet<WorkItem> _started = [];
    private readonly TaskCompletionSource _hasLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hasJoined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private volatile MemberEffect.Acknowledge? _newest;
    private MemberEffect.Acknowledge? _written;
    private MemberState? _state;
    private Task _ticking = Task.CompletedTask;
    private Task _stops = Task.CompletedTask;
    private int _observing;
    private volatile bool _isInDoubt = true;

    /// <summary>Creates a member that has not joined yet.</summary>
    /// <param name="parts">The worker's shared parts.</param>
    /// <param name="leader">Receives the connectors' task configurations.</param>
    public ClusterMember(ClusterParts parts, ILeader leader)
    {
        _parts = parts;
        _worker = new Worker(parts.Engine, parts.Recorder, parts.Recorder, RestartAutomaticallyAsync);
        _reconfiguration = new TaskReconfiguration(_worker, leader, parts.Engine.Loggers.CreateLogger<TaskReconfiguration>());
        _logger = parts.Engine.Loggers.CreateLogger<ClusterMember>();
    }

    /// <summary>Whether the worker has been a confirmed member of its cluster.</summary>
    public bool HasJoined => _hasJoined.Task.IsCompleted;

    /// <summary>Whether the membership is in doubt.</summary>
    public bool IsInDoubt => _isInDoubt;

    /// <summary>Writes the worker's record. Call it before the worker joins the group.</summary>
    /// <param name="self">The worker's record.</param>
    public async Task AnnounceAsync(WorkerRecord self)
    {
        await _flow.RunAsync(() =>
        {
            _state = new MemberState(_parts.Self, self, _parts.Settings.Times);
            Do(_state.Announce(_parts.Clock.Now));
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await _acknowledgements.Settled.WaitAsync(_ending.Token).ConfigureAwait(false);
        _parts.Coordination.Changed += OnCoordination;
        _parts.Configs.Changed += OnConfig;
        OnCoordination();
        _ticking = TickAsync();
    }

    /// <summary>Handles an event of the membership. May be called on any thread; returns at once.</summary>
    public void OnPresence(PresenceEvent happened)
    {
        switch (happened)
        {
            case PresenceEvent.InDoubt doubt:
                _isInDoubt = true;
                Log.InDoubt(_logger, doubt.Reason);
                Post(state => state.Doubt(_parts.Clock.Now));
                break;
            case PresenceEvent.Proven proven:
                _ = CatchUpAsync(proven.Doubt);
                break;
            case PresenceEvent.TopicMissing:
                _parts.Coordination.Recreate();
                break;
        }
    }

    /// <summary>Completes once every change queued before has been processed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task PingAsync(CancellationToken cancellationToken) => _flow.RunAsync(() => Task.CompletedTask, cancellationToken);

    /// <summary>Restarts a connector or tasks that run on this worker.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="scope">What to restart.</param>
    /// <param name="item">Selects the item that must run on this worker.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The transition; null if the item does not run on this worker.</returns>
    public Task<Transition?> RestartAsync(string name, RestartScope scope, Func<WorkItem, bool> item, CancellationToken cancellationToken) =>
        _flow.RunAsync(
            () => Task.FromResult(_started.Any(started => started.Connector == name && item(started)) ? Apply(name, scope) : null),
            cancellationToken);

    /// <summary>Asks a connector of this worker for its task configurations, and waits until the leader has stored them.</summary>
    /// <param name="name">The connector.</param>
    public Task UpdateTasksAsync(string name) => _reconfiguration.UpdateAsync(name);

    /// <summary>Stops all items, writes that to the coordination topic, and returns when the worker may leave its group.</summary>
    /// <remarks>Also ends during an outage of the brokers: items are abandoned after <c>task.shutdown.graceful.timeout.ms</c>, and the last write is
    /// retried only for <see cref="LeaveTimeout"/>.</remarks>
    /// <returns>Whether other workers can read that this one has left. If not, they wait for its session to time out.</returns>
    public async Task<bool> DrainAsync()
    {
        if (_state is null)
            return true;
        await _flow.RunAsync(() =>
        {
            Do(_state.Drain(_parts.Clock.Now));
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await AwaitStopsAsync().ConfigureAwait(false);
        await _hasLeft.Task.WaitAsync(LeaveTimeout, _parts.Clock.Source).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_hasLeft.Task.IsCompleted)
            Log.LeaveNotWritten(_logger, LeaveTimeout.TotalSeconds);
        return _hasLeft.Task.IsCompleted;
    }

    /// <summary>Stops everything that still runs, without writing that to the coordination topic; <see cref="DrainAsync"/> does that.</summary>
    public async ValueTask DisposeAsync()
    {
        _parts.Coordination.Changed -= OnCoordination;
        _parts.Configs.Changed -= OnConfig;
        await _ending.CancelAsync().ConfigureAwait(false);
        await _ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _flow.DisposeAsync().ConfigureAwait(false);
        await _worker.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for all stops in progress; each has its own timeout. A draining worker starts nothing new.</summary>
    private async Task AwaitStopsAsync()
    {
        var stops = Task.CompletedTask;
        await _flow.RunAsync(() =>
        {
            stops = _stops;
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await stops.ConfigureAwait(false);
    }

    /// <summary>Passes the time to the state, and reports the loop's progress to the membership.</summary>
    private async Task TickAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            var wait = LongestTick;
            await _flow.RunAsync(() =>
            {
                _parts.Presence.ReportProgress();

                // Reading the property raises the event of an expired lease, even if no task checks it.
                _ = _parts.Presence.Lease.IsHeld;
                Do(_state!.Tick(_parts.Clock.Now));
                Do(_state.ReachedConfig(_parts.Configs.Snapshot.Offset, _parts.Clock.Now));
                var due = _state.WakeAt - _parts.Clock.Now;
                wait = due < ShortestTick ? ShortestTick : due < LongestTick ? due.Value : LongestTick;
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            await Task.Delay(wait, _parts.Clock.Source, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void OnCoordination()
    {
        if (Interlocked.Exchange(ref _observing, 1) == 0)
        {
            Post(state =>
            {
                Volatile.Write(ref _observing, 0);
                return state.Observe(_parts.Coordination.State, _parts.Clock.Now);
            });
        }
    }

    /// <summary>The worker is a proven member again: reads the coordination topic to its end.</summary>
    private async Task CatchUpAsync(long doubt)
    {
        try
        {
            while (true)
            {
                try
                {
                    var state = await _parts.Coordination.ReadToEndAsync(_ending.Token).ConfigureAwait(false);
                    Post(member => member.ReachedEnd(state, doubt, _parts.Clock.Now));
                    return;
                }
                catch (ConnectException e) when (_parts.Presence.Lease.Doubt == doubt)
                {
                    Log.NotCaughtUp(_logger, e.Message);
                    await Task.Delay(Retry, _parts.Clock.Source, _ending.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The worker stops.
        }
        catch (ConnectException)
        {
            // A newer doubt has begun, with a proof to come.
        }
    }

    /// <summary>Passes an event to the state, on the loop. Never throws.</summary>
    private void Post(Func<MemberState, IReadOnlyList<MemberEffect>> happened) => Post(() =>
    {
        if (_state is not null)
            Do(happened(_state));
    });

    private void Post(Action piece) => _ = PostAsync(piece);

    private async Task PostAsync(Action piece)
    {
        try
        {
            await _flow.RunAsync(() =>
            {
                piece();
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The worker has stopped.
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e);
        }
    }

    /// <summary>Applies the desired state of a connector and its tasks. Called on the loop.</summary>
    private Transition Apply(string name, RestartScope? restart = null) =>
        _worker.Apply(
            name,
            DesiredState.Of(name, _parts.Configs.Snapshot, new AssignedWork(_started.Where(item => item.Connector == name).ToHashSet())),
            restart ?? RestartScope.None,
            () => _ = _reconfiguration.UpdateInBackgroundAsync(name));
}
