using Connect.Runtime.Kafka.Membership;

namespace Connect.Tests.Membership;

/// <summary>A member of a <see cref="MemoryGroup"/>. Its lease is the real one.</summary>
internal sealed class MemoryPresence : IGroupPresence
{
    private readonly MemoryGroup _group;
    private readonly MembershipLease _lease;
    private Action<PresenceEvent> _handler = static _ => { };
    private string? _told;
    private volatile bool _isGone;

    public MemoryPresence(MemoryGroup group, WorkerIncarnation worker)
    {
        _group = group;
        Worker = worker;
        _lease = new MembershipLease(group.Session, group.Time);
    }

    /// <summary>Whose member it is.</summary>
    public WorkerIncarnation Worker { get; }

    /// <summary>Whether the group does not hear it: its process is stopped or dead, or its network is down.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>How often the herder has shown that it is alive.</summary>
    public int Progress { get; private set; }

    /// <inheritdoc/>
    public IMembershipLease Lease => _lease;

    /// <inheritdoc/>
    public PresenceStatus Status { get; private set; } = PresenceStatus.None;

    internal string? MemberId { get; set; }

    internal long HeardAt { get; set; }

    internal bool IsOwner { get; set; }

    /// <inheritdoc/>
    public void Start(Action<PresenceEvent> handler)
    {
        _handler = handler;
        _lease.SetHandler(handler);
        _group.Add(this);
    }

    /// <inheritdoc/>
    public void ReportProgress() => Progress++;

    /// <inheritdoc/>
    public Task LeaveAsync()
    {
        if (_isGone)
            return Task.CompletedTask;
        _isGone = true;
        _lease.BeginDoubt("the worker leaves the group");
        SetCandidate(false);
        _group.Remove(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(LeaveAsync());

    internal void Prove()
    {
        if (!_isGone)
            _lease.Prove(_group.Time.GetTimestamp());
    }

    internal void Lose()
    {
        _lease.BeginDoubt("the group has dropped the member");
        SetCandidate(false);
    }

    internal void Tell(int generation, bool isCandidate)
    {
        if (_isGone)
            return;
        Status = Status with { MemberId = MemberId, Generation = generation };
        if (MemberId != _told)
        {
            _told = MemberId;
            _handler(new PresenceEvent.Joined(MemberId!, generation));
        }

        _handler(new PresenceEvent.MembershipChanged(generation));
        SetCandidate(isCandidate);
    }

    private void SetCandidate(bool isCandidate)
    {
        if (Status.IsCandidate == isCandidate)
            return;
        Status = Status with { IsCandidate = isCandidate };
        _handler(isCandidate ? new PresenceEvent.Candidate(Status.Generation) : new PresenceEvent.CandidateGone());
    }
}
