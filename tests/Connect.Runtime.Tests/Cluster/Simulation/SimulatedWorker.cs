using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>A worker's process: the herder's part is played as the real one must play it, everything else is the real code.</summary>
internal sealed class SimulatedWorker
{
    private const int HeartbeatInterval = 1000;

    private readonly ClusterSimulation _cluster;
    private readonly SimulatedLease _lease;
    private readonly Dictionary<WorkItem, RunningItem> _items = [];
    private readonly Queue<MemberEffect> _effects = [];
    private readonly long _skew;
    private MemberState _member = null!;
    private bool _isBusy;
    private bool _isReadingToEnd;
    private bool _wasInDoubt;
    private int _memberId;
    private int _read;
    private int _configRead;
    private long _tickAt = long.MaxValue;

    public SimulatedWorker(ClusterSimulation cluster, WorkerIncarnation key, ProtocolRange known, IReadOnlySet<string> plugins)
    {
        (_cluster, Key, Known, Plugins) = (cluster, key, known, plugins);
        _lease = new SimulatedLease(cluster.Session);
        _skew = cluster.HasSkew ? cluster.Random.Next(-20_000, 20_000) : 0;
        Leader = new SimulatedLeader(cluster, this);
    }

    public WorkerIncarnation Key { get; }

    public ProtocolRange Known { get; }

    public IReadOnlySet<string> Plugins { get; }

    public SimulatedLeader Leader { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Stopped by a signal until then.</summary>
    public long PausedUntil { get; set; }

    /// <summary>The group's coordinator cannot be reached until then.</summary>
    public long GroupCutUntil { get; set; }

    /// <summary>The topics cannot be read or written until then.</summary>
    public long LogCutUntil { get; set; }

    /// <summary>When its membership was last proven again after a doubt.</summary>
    public DateTimeOffset? OutOfDoubtSince { get; private set; }

    public bool IsDraining { get; private set; }

    public bool HasStarted => _member is not null;

    public int Stops { get; private set; }

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(_cluster.Now + _skew);

    public CoordinationState State => _cluster.Log.StateAt(_read, Known);

    public ClusterWork Work => _cluster.Config.At(_configRead);

    public int ReadOffset => _read;

    /// <summary>What really does something at this moment.</summary>
    public IEnumerable<WorkItem> Active() =>
        !IsAlive || _cluster.Now < PausedUntil
            ? []
            : _items.Where(
                item => (_lease.IsHeld(_cluster.Now) && !item.Value.StopsAtRest)
                    || (_cluster.Now < item.Value.TailEnd && !_cluster.IsExactlyOnce(item.Key))).Select(item => item.Key);

    public void Start()
    {
        ReadAll();
        var self = new WorkerRecord
        {
            Started = State.NextStarted(Key.WorkerId, Now),
            Url = $"http://{Key.WorkerId}",
            Protocol = Known,
            Plugins = Plugins
        };
        _member = new MemberState(Key, self, _cluster.Settings);
        Do(_member.ReachedConfig(_configRead, Now), _member.Observe(State, Now), _member.Announce(Now));
        Heartbeat();
    }

    public void Crash()
    {
        IsAlive = false;
        _cluster.Trace(this, "crashes");
    }

    public void Drain()
    {
        IsDraining = true;
        _cluster.Trace(this, "drains");
        Do(_member.Drain(Now));
    }

    /// <summary>What was in the middle of something is not counted: nothing keeps a stopped process from ending one put late.</summary>
    public void Pause(long until)
    {
        PausedUntil = until;
        foreach (var item in _items.Values)
            item.TailEnd = 0;
    }

    public void ReadLog()
    {
        if (_cluster.Now < LogCutUntil)
        {
            _cluster.After(this, LogCutUntil - _cluster.Now, ReadLog);
            return;
        }
        if (_read == _cluster.Log.End)
            return;
        _read = _cluster.Random.Next(3) == 0 ? _cluster.Random.Next(_read + 1, _cluster.Log.End + 1) : _cluster.Log.End;
        Do(_member.Observe(State, Now));
        Leader.Step();
        if (_read < _cluster.Log.End)
            _cluster.After(this, _cluster.Random.Next(1, 50), ReadLog);
    }

    public void ReadConfig()
    {
        if (_cluster.Now < LogCutUntil)
        {
            _cluster.After(this, LogCutUntil - _cluster.Now, ReadConfig);
            return;
        }
        _configRead = _cluster.Config.End;
        Do(_member.ReachedConfig(_configRead, Now));
        Leader.Step();
    }

    /// <summary>Reads both topics to their ends, as before a leadership.</summary>
    public void ReadAll() => (_read, _configRead) = (_cluster.Log.End, _cluster.Config.End);

    public void ObserveAll() => Do(_member.ReachedConfig(_configRead, Now), _member.Observe(State, Now));

    /// <summary>Leaves the group and joins it again later, so that somebody else may lead.</summary>
    public void PassOn()
    {
        if (_memberId != 0)
            _cluster.Group.Leave(_memberId, _cluster.Now);
        _memberId = 0;
        GroupCutUntil = Math.Max(GroupCutUntil, _cluster.Now + 3000);
        Lapse(true);
    }

    private void Heartbeat()
    {
        _cluster.After(this, HeartbeatInterval, Heartbeat);
        Lapse(false);
        var sentAt = _cluster.Now;
        if (sentAt < GroupCutUntil || sentAt < _cluster.Group.AwayUntil)
        {
            if (_lease.IsHeld(sentAt))
                _cluster.After(this, Math.Max(1, _lease.EndsAt - sentAt), () => Lapse(false));
            return;
        }
        if (_memberId == 0)
            _memberId = _cluster.Group.Join(Key, sentAt);
        else if (!_cluster.Group.TryHeartbeat(_memberId, sentAt))
        {
            _memberId = 0;
            Lapse(true);
            return;
        }
        var isOwner = _cluster.Group.IsOwner(_memberId);
        _cluster.After(this, _cluster.Random.Next(1, 20), () => Heard(sentAt, isOwner));
    }

    private void Heard(long sentAt, bool isOwner)
    {
        Lapse(false);
        var wasProven = _lease.IsProven;
        _lease.Prove(sentAt);
        if (_wasInDoubt && !wasProven && _lease.IsProven)
            OutOfDoubtSince = Now;
        if (_lease.IsInDoubt && _lease.IsProven && !_isReadingToEnd)
            ReadToEnd(_lease.Doubt);
        if (!isOwner)
            Leader.End();
        else if (Leader.Leads)
            Leader.Step();
        else
            Leader.Claim();
    }

    private void ReadToEnd(long doubt)
    {
        _isReadingToEnd = true;
        var (end, wait) = (_cluster.Log.End, Math.Max(0, LogCutUntil - _cluster.Now));
        _cluster.After(this, wait + _cluster.Random.Next(1, 60), () =>
        {
            _isReadingToEnd = false;
            _read = Math.Max(_read, end);
            Do(_member.ReachedEnd(State, doubt, Now));
        });
    }

    private void Lapse(bool forced)
    {
        if (!_lease.Lapse(_cluster.Now, forced))
            return;
        _wasInDoubt = true;
        var isLate = _cluster.Now > _lease.EndedAt + 50;
        foreach (var item in _items.Values)
            item.TailEnd = isLate ? 0 : _cluster.Random.Next(10) == 0 ? long.MaxValue : _cluster.Now + _cluster.Random.Next(0, 1400);
        _cluster.Trace(this, "is in doubt");
        Do(_member.Doubt(Now));
    }

    private void Do(params IReadOnlyList<MemberEffect>[] effects)
    {
        foreach (var effect in effects.SelectMany(some => some))
            _effects.Enqueue(effect);
        while (!_isBusy && IsAlive && _effects.TryDequeue(out var next))
            Carry(next);
        if (_member.WakeAt is not { } wake || !IsAlive)
            return;
        var at = Math.Max(_cluster.Now + 1, wake.ToUnixTimeMilliseconds() - _skew);
        if (at >= _tickAt && _tickAt > _cluster.Now)
            return;
        _tickAt = at;
        _cluster.After(this, at - _cluster.Now, () =>
        {
            _tickAt = long.MaxValue;
            Do(_member.Tick(Now));
        });
    }

    private void Carry(MemberEffect effect)
    {
        switch (effect)
        {
            case MemberEffect.Stop stop:
                Stop([.. stop.Items]);
                break;
            case MemberEffect.StopUnlessAtRest stop:
                Stop([.. stop.Items.Where(item => _items.TryGetValue(item, out var running) && running.TailEnd > _cluster.Now)]);
                break;
            case MemberEffect.Acknowledge acknowledge:
                _isBusy = true;
                _cluster.After(this, Math.Max(0, LogCutUntil - _cluster.Now) + _cluster.Random.Next(1, 40), () =>
                {
                    _cluster.Append(this, acknowledge.Record, acknowledge.Protocol);
                    _isBusy = false;
                    Do();
                });
                break;
            case MemberEffect.Start start:
                _cluster.Trace(this, $"starts {string.Join(", ", start.Items)}");
                _cluster.Rules.CheckStart(this, start.Items, _configRead);
                foreach (var item in start.Items)
                {
                    if (_cluster.IsExactlyOnce(item) && _cluster.Assignment.ItemsOf(Key).Contains(item))
                        FenceOthers(item);
                    _items[item] = new RunningItem();
                }
                _cluster.Rules.CheckOverlap();
                break;
            case MemberEffect.EndDoubt end when _lease.TryEndDoubt(end.Doubt, _cluster.Now):
                _cluster.Trace(this, "goes on");
                _cluster.Rules.CheckOverlap();
                break;
            case MemberEffect.EndDoubt:
                Do(_member.Doubt(Now));
                break;
            case MemberEffect.Leave leave:
                _cluster.Trace(this, $"leaves {leave.Reason}");
                if (_memberId != 0)
                    _cluster.Group.Leave(_memberId, _cluster.Now);
                IsAlive = false;
                break;
        }
    }

    /// <summary>The broker fences the transactional id of a task that starts here: elsewhere it does nothing more.</summary>
    private void FenceOthers(WorkItem item)
    {
        foreach (var other in _cluster.Alive.Where(other => other != this))
        {
            if (other._items.TryGetValue(item, out var running))
                running.StopsAtRest = true;
        }
    }

    private void Stop(WorkItem[] items)
    {
        if (items.Length == 0)
            return;
        Stops += items.Length;
        _cluster.Trace(this, $"stops {string.Join(", ", items)}");
        foreach (var item in items.Where(item => _items.ContainsKey(item)))
            _items[item].StopsAtRest |= !_lease.IsHeld(_cluster.Now);
        var takes = _cluster.Random.Next(4) == 0 ? _cluster.Random.Next(1, 1900) : _cluster.Random.Next(1, 100);
        _cluster.After(this, takes, () =>
        {
            foreach (var item in items)
                _items.Remove(item);
            Do(_member.Stopped(items, Now));
        });
    }

    private sealed class RunningItem
    {
        public long TailEnd { get; set; }

        /// <summary>Whether it was told to stop while it was held back by the lease, or is fenced: it does nothing more.</summary>
        public bool StopsAtRest { get; set; }
    }
}
