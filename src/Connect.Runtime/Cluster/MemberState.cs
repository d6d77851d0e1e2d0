using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The worker's logic: derives what to stop, acknowledge and start from the assignments that it reads and from the state of its
/// membership.</summary>
/// <remarks><para>For a new assignment: 1. stops items that are no longer listed; 2. acknowledges, listing the items that still run and those that it
/// is about to start; 3. starts new items once the config topic has been read far enough.</para>
/// <para>While its membership is in doubt, nothing polls or puts (the lease ensures that). It continues with the listed items once it is a proven
/// member again and has since read the coordination topic to its end.</para>
/// <para>Not thread-safe: only the herder's loop uses it. Times come from a monotonic clock. It begins in doubt, without items.</para></remarks>
internal sealed class MemberState(WorkerIncarnation worker, WorkerRecord self, ClusterSettings settings)
{
    /// <summary>How long an acknowledgement waits for items that are stopping before it lists them as still running.</summary>
    private static readonly TimeSpan AcknowledgementDelay = TimeSpan.FromSeconds(1);

    private readonly HashSet<WorkItem> _running = [];
    private readonly HashSet<WorkItem> _stopping = [];
    private IReadOnlySet<WorkItem> _listed = WorkerItems.None;
    private AssignmentVersion _seen;
    private long _neededConfigOffset;
    private long _configOffset;
    private int _protocol = self.Protocol.Min;
    private WorkerState _state;
    private string? _leaveReason;
    private WorkerRecord? _acknowledged;
    private bool _isAcknowledgementDue = true;
    private bool _wasListed;
    private DateTimeOffset? _stoppingSince;
    private DateTimeOffset? _doubtSince = DateTimeOffset.MinValue;
    private bool _hasFenced;

    /// <summary>What may run now, without the items that are stopping. For <see cref="Workers.DesiredState"/>.</summary>
    public AssignedWork Allowed { get; private set; } = AssignedWork.Nothing;

    /// <summary>Whether the membership is in doubt.</summary>
    public bool IsInDoubt => _doubtSince is not null;

    /// <summary>Whether this incarnation has left the cluster.</summary>
    public bool HasLeft => _state == WorkerState.Left;

    /// <summary>The version of the newest assignment that was read.</summary>
    public AssignmentVersion Seen => _seen;

    /// <summary>When to call <see cref="Tick"/> even if nothing happens; null if nothing depends on time.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            DateTimeOffset?[] times =
            [
                _doubtSince is { } since && _running.Count > 0 ? since + (_hasFenced ? settings.OutageLimit : ClusterSettings.RestTime) : null,
                _stoppingSince + AcknowledgementDelay,
            ];
            return times.Min();
        }
    }

    /// <summary>The first effects: the worker writes its record before it joins the group.</summary>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> Announce(DateTimeOffset now) => Settle(now);

    /// <summary>Notes that the lease is in doubt. Sources and sinks have stopped working by then, because they check the lease themselves.</summary>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> Doubt(DateTimeOffset now)
    {
        if (_doubtSince is null)
            (_doubtSince, _hasFenced) = (now, false);
        return Settle(now);
    }

    /// <summary>Notes a new state of the coordination topic.</summary>
    /// <param name="state">The topic's state.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> Observe(CoordinationState state, DateTimeOffset now)
    {
        Take(state);
        return Settle(now);
    }

    /// <summary>Notes, during a doubt, that the worker was proven to be a member and that the coordination topic has since been read to its
    /// end.</summary>
    /// <param name="state">The topic's state at its end.</param>
    /// <param name="doubt">The number of the doubt, taken from the lease after the proof and before the read to the end began.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> ReachedEnd(CoordinationState state, long doubt, DateTimeOffset now)
    {
        Take(state);
        var effects = new List<MemberEffect>();
        if (_doubtSince is not null)
        {
            _doubtSince = null;
            StopUnlisted(effects);
            effects.Add(new MemberEffect.EndDoubt(doubt));
        }
        return Settle(now, effects);
    }

    /// <summary>Notes how far the config topic has been read; its snapshot already includes that.</summary>
    /// <param name="configOffset">The config topic's next offset.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> ReachedConfig(long configOffset, DateTimeOffset now)
    {
        _configOffset = configOffset;
        return Settle(now);
    }

    /// <summary>Notes that items have stopped or were abandoned, including those that <see cref="MemberEffect.StopUnlessAtRest"/> stopped.</summary>
    /// <param name="items">The items.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> Stopped(IEnumerable<WorkItem> items, DateTimeOffset now)
    {
        foreach (var item in items)
        {
            _stopping.Remove(item);
            _running.Remove(item);
        }
        _isAcknowledgementDue = true;
        return Settle(now);
    }

    /// <summary>Notes that time has passed.</summary>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> Tick(DateTimeOffset now) => Settle(now);

    /// <summary>Begins the worker's shutdown. The last effect is <see cref="MemberEffect.Leave"/>.</summary>
    /// <param name="now">The time.</param>
    public IReadOnlyList<MemberEffect> Drain(DateTimeOffset now)
    {
        BeginDraining(null);
        return Settle(now);
    }

    private void Take(CoordinationState state)
    {
        if (_state == WorkerState.Running && FindLaterIncarnation(state) is { } later)
            BeginDraining(
                $"Another process has joined with the worker id {worker.WorkerId} (incarnation {later.Incarnation}). Every worker needs its own id: "
                    + "give each its own rest.advertised.host.name and rest.advertised.port.");
        var isListed = state.Workers.ContainsKey(worker);
        if (_wasListed && !isListed)
            _isAcknowledgementDue = true;
        _wasListed = isListed;
        if (state.UnknownProtocol is not null)
            _listed = WorkerItems.None;
        else if (state.Assignment is { } assignment && assignment.Version > _seen)
        {
            (_seen, _protocol, _neededConfigOffset) = (assignment.Version, assignment.Protocol, assignment.ConfigOffset);
            _listed = assignment.ItemsOf(worker);
            _isAcknowledgementDue = true;
        }
    }

    private WorkerIncarnation? FindLaterIncarnation(CoordinationState state) =>
        state.Workers
            .Where(other => other.Key.WorkerId == worker.WorkerId && other.Key != worker && other.Value.State != WorkerState.Left)
            .Where(other => IncarnationOrder.IsLater(other.Key, other.Value, worker, self))
            .Select(other => (WorkerIncarnation?)other.Key)
            .FirstOrDefault();

    private void BeginDraining(string? reason)
    {
        if (_state != WorkerState.Running)
            return;
        (_state, _leaveReason, _isAcknowledgementDue) = (WorkerState.Draining, reason, true);
    }

    private List<MemberEffect> Settle(DateTimeOffset now, List<MemberEffect>? effects = null)
    {
        effects ??= [];
        if (HasLeft)
            return effects;
        StopUnlisted(effects);
        FenceOnLongDoubt(effects, now);
        Acknowledge(effects, now);
        if (_state == WorkerState.Running && !IsInDoubt && _acknowledged?.Applied == _seen && !_isAcknowledgementDue)
            StartNew(effects);
        if (HasLeft)
            effects.Add(new MemberEffect.Leave(_leaveReason));
        return effects;
    }

    private void StopUnlisted(List<MemberEffect> effects)
    {
        ImmutableArray<WorkItem> gone = [.. _running.Where(item => _state != WorkerState.Running || !_listed.Contains(item)).Order()];
        Stop(gone);
        if (!gone.IsEmpty)
            effects.Add(new MemberEffect.Stop(gone));
    }

    /// <summary>Acts on a long doubt: soon stops items that are still in a poll or put, so that they have stopped when the leader reassigns them; and
    /// stops everything if the doubt does not end.</summary>
    private void FenceOnLongDoubt(List<MemberEffect> effects, DateTimeOffset now)
    {
        if (_doubtSince is not { } since || _running.Count == 0)
            return;
        if (now - since >= settings.OutageLimit)
        {
            ImmutableArray<WorkItem> all = [.. _running.Order()];
            Stop(all);
            effects.Add(new MemberEffect.Stop(all));
        }
        else if (!_hasFenced && now - since >= ClusterSettings.RestTime)
        {
            _hasFenced = true;
            effects.Add(new MemberEffect.StopUnlessAtRest([.. _running.Order()]));
        }
    }

    private void Stop(ImmutableArray<WorkItem> items)
    {
        foreach (var item in items)
        {
            _running.Remove(item);
            _stopping.Add(item);
        }
        if (!items.IsEmpty)
            Allow();
    }

    private void Acknowledge(List<MemberEffect> effects, DateTimeOffset now)
    {
        _stoppingSince = _stopping.Count == 0 ? null : _stoppingSince ?? now;
        if (!_isAcknowledgementDue || now < _stoppingSince + AcknowledgementDelay)
            return;
        if (_stoppingSince is not null)
            _stoppingSince = now;
        _isAcknowledgementDue = false;
        if (_state == WorkerState.Draining && _stopping.Count == 0)
            _state = WorkerState.Left;
        var items = _running.Concat(_stopping).ToHashSet();
        if (_state == WorkerState.Running)
            items.UnionWith(_listed);
        _acknowledged = self with { Applied = _seen, Items = items, State = _state };
        effects.Add(new MemberEffect.Acknowledge(_acknowledged, _protocol));
    }

    private void StartNew(List<MemberEffect> effects)
    {
        if (_configOffset < _neededConfigOffset)
            return;
        ImmutableArray<WorkItem> fresh = [.. _listed.Where(item => !_running.Contains(item) && !_stopping.Contains(item)).Order()];
        if (fresh.IsEmpty)
            return;
        _running.UnionWith(fresh);
        Allow();
        effects.Add(new MemberEffect.Start(fresh));
    }

    private void Allow() => Allowed = new AssignedWork(_running.ToHashSet());
}
