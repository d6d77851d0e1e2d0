using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>The group: members that vanish when they are silent for a session, rebalances in which nothing is to be trusted, and one partition with a
/// sticky owner.</summary>
internal sealed class SimulatedGroup(Random random, long session)
{
    private readonly SortedDictionary<int, (WorkerIncarnation Worker, long HeardAt)> _members = [];
    private int _memberIds;
    private int _owner;
    private long _stableAt;

    /// <summary>Until then the brokers are away: nobody is heard, and no session ends.</summary>
    public long AwayUntil { get; private set; }

    /// <summary>When each life that is not a member any more was last one.</summary>
    public Dictionary<WorkerIncarnation, long> GoneAt { get; } = [];

    /// <summary>When each life that became a member again had gone, and when it came: the last time.</summary>
    public Dictionary<WorkerIncarnation, (long Gone, long Back)> CameBack { get; } = [];

    /// <summary>Every time that a life had gone and came back.</summary>
    public List<(WorkerIncarnation Worker, long Gone, long Back)> Absences { get; } = [];

    public ImmutableHashSet<WorkerIncarnation> Members => [.. _members.Values.Select(member => member.Worker)];

    public int Join(WorkerIncarnation worker, long now)
    {
        _members[++_memberIds] = (worker, now);
        if (GoneAt.Remove(worker, out var gone))
        {
            CameBack[worker] = (gone, now);
            Absences.Add((worker, gone, now));
        }
        Rebalance(now);
        return _memberIds;
    }

    public bool TryHeartbeat(int member, long now)
    {
        Expire(now);
        if (now < AwayUntil || !_members.TryGetValue(member, out var entry))
            return false;
        _members[member] = entry with { HeardAt = now };
        return true;
    }

    public bool IsMember(int member) => _members.ContainsKey(member);

    public bool IsOwner(int member) => _owner == member;

    public void Leave(int member, long now)
    {
        Remove(member, now);
        Rebalance(now);
    }

    public (bool IsTrusted, ImmutableHashSet<WorkerIncarnation> Members) Describe(long now)
    {
        Expire(now);
        return (now >= _stableAt, Members);
    }

    public void GoAway(long until, long now)
    {
        Expire(now);
        AwayUntil = until;
        foreach (var id in _members.Keys.ToList())
            _members[id] = _members[id] with { HeardAt = until };
    }

    public void Rebalance(long now) => _stableAt = Math.Max(_stableAt, now + random.Next(0, 1500));

    public void Expire(long now)
    {
        var silent = _members.Where(member => member.Value.HeardAt + session <= now).Select(member => member.Key).ToList();
        foreach (var id in silent)
            Remove(id, now);
        if (silent.Count > 0)
            Rebalance(now);
        if (now >= _stableAt && !_members.ContainsKey(_owner))
            _owner = _members.Count == 0 ? 0 : _members.Keys.ElementAt(random.Next(_members.Count));
    }

    private void Remove(int member, long now)
    {
        if (_members.Remove(member, out var entry) && !Members.Contains(entry.Worker))
            GoneAt[entry.Worker] = now;
    }
}
