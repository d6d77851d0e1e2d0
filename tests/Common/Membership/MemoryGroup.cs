using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Tests.Membership;

/// <summary>A workers' group and its leader's topics in memory, for tests that decide what happens when. Nothing happens by itself: time passes with
/// the clock, and members are heard with <see cref="Heartbeat"/>.</summary>
/// <remarks>Behaves as a group of classic cooperative members does: the candidate stays while it is a member, every change of the members is told to
/// all, a member that is not heard for a session is dropped, and learns of it when it is heard again. Safe for use from several threads; handlers are
/// called outside of the lock.</remarks>
/// <param name="session">How long a member that is not heard is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryGroup(TimeSpan session, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<MemoryPresence> _members = [];
    private readonly List<MemoryPresence> _started = [];
    private readonly Dictionary<TopicPartition, long> _ends = [];
    private readonly List<(LeaderEntry Record, TopicPartition Partition, long Offset)> _log = [];
    private readonly Queue<LeaderWriteResult> _failures = new();
    private int _generation;
    private int _memberIds;
    private int _claims;

    /// <summary>The newest generation.</summary>
    public int Generation => _generation;

    /// <summary>What describers answer; set it to <see cref="GroupState.Rebalancing"/> to have them answer what is not to be trusted. Null for the
    /// truth.</summary>
    public GroupState? DescribedState { get; set; }

    /// <summary>What describers fail with; null for nothing.</summary>
    public KafkaClientException? DescribeFailure { get; set; }

    /// <summary>Which partition a record goes to that names none.</summary>
    public Func<LeaderEntry, int> Partitioner { get; set; } = static _ => 0;

    /// <summary>All that leaders have committed, oldest first.</summary>
    public IReadOnlyList<(LeaderEntry Record, TopicPartition Partition, long Offset)> Committed
    {
        get
        {
            lock (_lock)
                return [.. _log];
        }
    }

    /// <summary>Told of the records of each write that is committed, one write a call.</summary>
    public event Action<IReadOnlyList<(LeaderEntry Record, TopicPartition Partition, long Offset)>>? Written;

    /// <summary>The clients of a worker.</summary>
    public MemoryMembershipClients CreateClients() => new(this);

    /// <summary>Has the next write end so instead of being committed. A failure that may be committed is committed.</summary>
    public void FailNextWrite(LeaderWriteResult result)
    {
        lock (_lock)
            _failures.Enqueue(result);
    }

    /// <summary>Hears every started member that is not cut off, and drops those that were not heard for a session.</summary>
    public void Heartbeat()
    {
        List<MemoryPresence> heard;
        lock (_lock)
            heard = [.. _started.Where(presence => !presence.IsCutOff)];
        foreach (var presence in heard)
            Hear(presence);
        Expire();
    }

    internal TimeSpan Session => session;

    internal TimeProvider Time => time;

    internal void Add(MemoryPresence presence)
    {
        lock (_lock)
            _started.Add(presence);
        Hear(presence);
    }

    internal void Remove(MemoryPresence presence)
    {
        bool wasMember;
        lock (_lock)
        {
            _started.Remove(presence);
            wasMember = _members.Remove(presence);
        }

        if (wasMember)
            Rebalance();
    }

    internal GroupDescription Describe()
    {
        lock (_lock)
        {
            if (DescribeFailure is { } failure)
                throw failure;
            return new GroupDescription(
                DescribedState
                    ?? (_members.Count == 0 ? GroupState.Empty : GroupState.Stable), [.. _members.Select(member => member.Worker)], [],
                        time.GetTimestamp());
        }
    }

    internal int Claim()
    {
        lock (_lock)
            return ++_claims;
    }

    internal LeaderWriteResult Write(int claim, IReadOnlyList<LeaderEntry> records)
    {
        LeaderWriteResult result;
        var written = new List<(LeaderEntry, TopicPartition, long)>();
        lock (_lock)
        {
            if (claim != _claims)
                return new LeaderWriteResult.Fenced("another writer has claimed since");
            var failure = _failures.Count > 0 ? _failures.Dequeue() : null;
            if (failure is not (null or LeaderWriteResult.Failed { MayBeCommitted: true }))
                return failure;
            foreach (var record in records)
            {
                var partition = new TopicPartition(record.Topic, record.Partition ?? Partitioner(record));
                var offset = _ends.GetValueOrDefault(partition);
                _ends[partition] = offset + 1;
                written.Add((record, partition, offset));
            }

            _log.AddRange(written);
            result = failure ?? new LeaderWriteResult.Committed([.. written.Select(place => (place.Item2, place.Item3))]);
        }

        Written?.Invoke(written);
        return result;
    }

    private void Hear(MemoryPresence presence)
    {
        bool isNew, wasDropped;
        lock (_lock)
        {
            isNew = !_members.Contains(presence);
            wasDropped = isNew && presence.MemberId is not null;
            presence.HeardAt = time.GetTimestamp();
            if (isNew)
            {
                presence.MemberId = $"member-{++_memberIds}";
                _members.Add(presence);
            }
        }

        if (wasDropped)
            presence.Lose();
        if (isNew)
            Rebalance();
        presence.Prove();
    }

    private void Expire()
    {
        int dropped;
        lock (_lock)
            dropped = _members.RemoveAll(member => time.GetElapsedTime(member.HeardAt) >= session);
        if (dropped > 0)
            Rebalance();
    }

    private void Rebalance()
    {
        List<(MemoryPresence Member, bool IsCandidate)> told;
        int generation;
        lock (_lock)
        {
            generation = ++_generation;
            var candidate = _members.FirstOrDefault(member => member.IsOwner) ?? _members.FirstOrDefault();
            foreach (var member in _started)
                member.IsOwner = member == candidate;

            // A member that is cut off learns nothing.
            told = [.. _members.Where(member => !member.IsCutOff).Select(member => (member, member.IsOwner))];
        }

        foreach (var (member, isCandidate) in told)
            member.Tell(generation, isCandidate);
    }
}
