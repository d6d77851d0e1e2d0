using Connect.Runtime.Cluster;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>A worker's leadership: claims, describes, decides, writes, and ends when it is fenced.</summary>
internal sealed class SimulatedLeader(ClusterSimulation cluster, SimulatedWorker worker)
{
    private LeaderState? _state;
    private int _claim;
    private int _producer;
    private bool _isClaiming;
    private bool _isDescribing;
    private bool _isWriting;
    private int _readBack;
    private long _wakeAt = long.MaxValue;

    public bool Leads => _state is not null;

    public LeaderDecision Last { get; private set; } = LeaderDecision.Nothing;

    public void Claim()
    {
        if (_isClaiming || _state is not null)
            return;
        _isClaiming = true;
        var claim = ++_claim;
        cluster.After(worker, cluster.Random.Next(60, 1500) + Math.Max(0, worker.LogCutUntil - cluster.Now), () =>
        {
            _producer = cluster.Log.InitTransactions();
            cluster.After(worker, cluster.Random.Next(1, 50) + Math.Max(0, worker.LogCutUntil - cluster.Now), () =>
            {
                _isClaiming = false;
                if (claim != _claim)
                    return;
                worker.ReadAll();
                _state = new LeaderState(
                    worker.Key, $"http://{worker.Key.WorkerId}", cluster.Settings, worker.Known, worker.State, worker.Now, cluster.Assign);
                cluster.Trace(worker, $"leads, epoch {_state.Epoch}");
                (_isWriting, _readBack) = (false, 0);
                worker.ObserveAll();
                Step();
            });
        });
    }

    public void End()
    {
        _claim++;
        _state = null;
    }

    public void Step()
    {
        if (_state is null || _isDescribing)
            return;
        _isDescribing = true;
        var (sentAt, early) = (worker.Now, cluster.Random.Next(2) == 0);
        var seen = early ? cluster.Group.Describe(cluster.Now) : default;
        cluster.After(worker, cluster.Random.Next(1, 50), () =>
        {
            _isDescribing = false;
            if (cluster.Now < worker.GroupCutUntil || cluster.Now < cluster.Group.AwayUntil)
            {
                cluster.After(worker, 1000, Step);
                return;
            }
            if (!early)
                seen = cluster.Group.Describe(cluster.Now);
            if (!seen.IsTrusted)
                Wake(300);
            Decide(new GroupView(seen.IsTrusted, seen.Members, sentAt));
        });
    }

    private void Decide(GroupView view)
    {
        if (_state is null || _isWriting || worker.ReadOffset < _readBack)
            return;
        _state.OutOfDoubtSince = worker.OutOfDoubtSince;
        var decision = _state.Decide(worker.State, worker.Work, view, worker.Now);
        Last = decision;
        if (decision.StepDown is { } reason)
        {
            cluster.Trace(worker, $"steps down: {reason}");
            End();
            if (reason.StartsWith("The assignment has version", StringComparison.Ordinal))
                worker.PassOn();
            return;
        }
        if (decision.WakeAt is { } wake)
            Wake((long)(wake - worker.Now).TotalMilliseconds);
        if (decision.Leader is null && decision.Assignment is null && decision.Forget.IsEmpty)
            return;
        _isWriting = true;
        var (claim, producer, decidedAt) = (_claim, _producer, cluster.Now);
        cluster.After(
            worker, cluster.Random.Next(20) == 0
                ? cluster.Random.Next(60, 3000) : cluster.Random.Next(3, 60), () => Commit(decision, claim, producer, decidedAt));
    }

    private void Commit(LeaderDecision decision, int claim, int producer, long decidedAt)
    {
        if (cluster.Now < worker.LogCutUntil || !cluster.TryCommit(worker, producer, decision, decidedAt))
        {
            cluster.Trace(worker, "is fenced");
            if (claim == _claim)
                End();
            return;
        }
        if (claim == _claim)
            (_isWriting, _readBack) = (false, cluster.Log.End);
    }

    private void Wake(long after)
    {
        var at = cluster.Now + Math.Max(1, after);
        if (at >= _wakeAt && _wakeAt > cluster.Now)
            return;
        _wakeAt = at;
        cluster.After(worker, at - cluster.Now, () =>
        {
            _wakeAt = long.MaxValue;
            Step();
        });
    }
}
