using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The leader's logic: derives what to write from the group, the coordination topic and the configuration. Exists as long as the leader's
/// transactional producer.</summary>
/// <remarks><para>It decides only on records that it has read back: after each write, the next decision waits until the record has been read. It uses
/// only complete descriptions of the group that list the leader itself. A description proves that a worker is fenced only if it was requested after
/// the newest assignment was read.</para>
/// <para>Not thread-safe: only the herder's loop uses it. Times come from a monotonic clock.</para></remarks>
internal sealed class LeaderState
{
    /// <summary>How long the record of a worker is kept after the last reference to it.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(10);

    /// <summary>When to describe the group again if the description cannot be used.</summary>
    private static readonly TimeSpan DescribeAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly WorkerIncarnation _worker;
    private readonly string _url;
    private readonly ClusterSettings _settings;
    private readonly ProtocolRange _known;
    private readonly Func<AssignorInput, AssignorResult> _assign;
    private readonly DateTimeOffset _since;
    private readonly int _life;
    private readonly Dictionary<WorkerIncarnation, DateTimeOffset> _absentSince = [];
    private ImmutableHashSet<string> _refused = [];
    private GroupView? _group;
    private AssignmentVersion _written;
    private DateTimeOffset? _writtenReadAt;

    /// <summary>Takes over. Call it after <c>InitTransactions</c>, and after the coordination and config topics have since been read to their
    /// ends.</summary>
    /// <param name="worker">This worker.</param>
    /// <param name="url">The advertised URL of its REST API.</param>
    /// <param name="settings">The cluster's timeouts.</param>
    /// <param name="known">The protocol versions that this worker supports.</param>
    /// <param name="state">The coordination topic's state at its end.</param>
    /// <param name="now">The time.</param>
    /// <param name="assign">Computes assignments; null for <see cref="Assignor.Assign(AssignorInput)"/>.</param>
    public LeaderState(
        WorkerIncarnation worker, string url, ClusterSettings settings, ProtocolRange known, CoordinationState state, DateTimeOffset now,
        Func<AssignorInput, AssignorResult>? assign = null)
    {
        (_worker, _url, _settings, _known, _since, _assign) = (worker, url, settings, known, now, assign ?? Assignor.Assign);
        _life = state.Life;
        (Epoch, _written, _writtenReadAt) = (state.NextEpoch, state.Assignment?.Version ?? AssignmentVersion.None, now);
    }

    /// <summary>The epoch of this leader.</summary>
    public long Epoch { get; }

    /// <summary>When this worker's own membership was last proven again after a doubt; null if it never was in doubt.</summary>
    public DateTimeOffset? OutOfDoubtSince { get; set; }

    /// <summary>Decides what to do now.</summary>
    /// <param name="state">The coordination topic's state, as far as it has been read.</param>
    /// <param name="work">Everything that is to run, from the newest snapshot of the configuration.</param>
    /// <param name="description">The newest description of the group; null if there is none since the last call.</param>
    /// <param name="now">The time.</param>
    public LeaderDecision Decide(CoordinationState state, ClusterWork work, GroupView? description, DateTimeOffset now)
    {
        if (description is { IsTrusted: true } && description.SentAt >= _since && (_group is null || description.SentAt >= _group.SentAt))
            _group = description;
        if (FindReasonToStepDown(state) is { } reason)
            return new LeaderDecision { StepDown = reason };
        if (state.Leader is not { } leader || leader.Epoch != Epoch)
            return new LeaderDecision
            {
                Leader = new LeaderRecord(
                Epoch, _worker.WorkerId, _worker.Incarnation, _url, _since.ToUnixTimeMilliseconds())
            };
        if (!IsReadBack(state, now))
            return LeaderDecision.Nothing;
        return _group is { } group && group.Members.Contains(_worker) && HaveAllReported(state, group, now)
                && HaveAllReturned(state, group, now)
            ? Assign(state, work, group, now)
            : LeaderDecision.Nothing with { WakeAt = now + DescribeAgainAfter };
    }

    private LeaderDecision Assign(CoordinationState state, ClusterWork work, GroupView group, DateTimeOffset now)
    {
        var stored = state.Assignment ?? AssignmentRecord.Empty;
        var previous = TakeOver(stored);
        FindRefused(state, stored, group);
        var result = _assign(new AssignorInput
        {
            Previous = previous,
            Epoch = Epoch,
            Members = group.Members,
            MembersAreNewer = group.SentAt >= _writtenReadAt,
            Records = state.Workers,
            Work = work,
            RefusedIds = _refused,
            Known = _known,
            Settings = _settings,
            Now = now,
        });
        var next = result.Next.HasSameContent(stored) ? null : result.Next with { Version = new AssignmentVersion(Epoch, stored.Version.Number + 1) };
        if (next is not null)
            (_written, _writtenReadAt) = (next.Version, null);
        return new LeaderDecision
        {
            Assignment = next,
            Forget = next is null ? FindForgotten(state, stored, group, now) : [],
            WakeAt = result.WakeAt,
            Unplaced = result.Unplaced,
            Problems = result.Problems,
        };
    }

    private string? FindReasonToStepDown(CoordinationState state)
    {
        if (state.Life != _life)
            return "The coordination topic was recreated.";
        if (state.Leader is { } leader && (leader.Epoch > Epoch || (leader.Epoch == Epoch && leader.Worker != _worker)))
            return $"Worker {leader.WorkerId} leads, with epoch {leader.Epoch}.";
        if (state.UnknownProtocol is { } protocol)
            return $"The assignment has version {protocol} of the coordination records, and this worker supports up to {_known.Max}. A newer worker "
                + "must lead.";
        return state.Workers.Values.Any(worker => worker.Applied.Epoch > Epoch)
            ? $"A worker has applied an assignment of an epoch higher than {Epoch}." : null;
    }

    private bool IsReadBack(CoordinationState state, DateTimeOffset now)
    {
        if ((state.Assignment?.Version ?? AssignmentVersion.None) < _written)
            return false;
        _writtenReadAt ??= now;
        return true;
    }

    /// <summary>Without a stored assignment, only the workers' reports tell what runs: wait for all of them, but at most for the session
    /// timeout.</summary>
    private bool HaveAllReported(CoordinationState state, GroupView group, DateTimeOffset now) =>
        state.Assignment is not null || now >= _since + _settings.SessionTimeout || group.Members.All(state.Workers.ContainsKey);

    /// <summary>What brought this worker into doubt, such as an outage of the brokers, has probably expelled the others from the group, too. They run
    /// on and return one after the other: wait for them, but at most for the session timeout. Otherwise the first one to return would take over what
    /// the others run.</summary>
    private bool HaveAllReturned(CoordinationState state, GroupView group, DateTimeOffset now)
    {
        if (OutOfDoubtSince is not { } since || now >= since + _settings.SessionTimeout || state.Assignment is not { } assignment)
            return true;
        return assignment.Workers.All(worker => worker.Value.Items.Count == 0 || group.Members.Any(member => member.WorkerId == worker.Key)
            || state.Workers.GetValueOrDefault(new WorkerIncarnation(worker.Key, worker.Value.Incarnation)) is null or { State: WorkerState.Left });
    }

    /// <summary>Adjusts the times of the previous leader, which may have had another clock: fences start again, and delays last at most as long as
    /// ours.</summary>
    private AssignmentRecord TakeOver(AssignmentRecord stored)
    {
        if (stored.Version.Epoch == Epoch || stored.Lost.IsEmpty)
            return stored;
        var (fence, delay) = ((_since + _settings.FenceGrace).ToUnixTimeMilliseconds(), (_since + _settings.LostDelay).ToUnixTimeMilliseconds());
        return stored with
        {
            Lost =
            [.. stored.Lost.Select(held => held with { FencedAt = held.IsFenced ? 0 : fence, Until = Math.Min(held.Until, delay) })]
        };
    }

    /// <summary>Finds ids that two workers share: an earlier incarnation keeps running after it has read an assignment that lists a later
    /// one.</summary>
    private void FindRefused(CoordinationState state, AssignmentRecord stored, GroupView group)
    {
        var running = group.Members
            .Where(key => state.Workers.GetValueOrDefault(key) is { State: WorkerState.Running })
            .GroupBy(key => key.WorkerId, StringComparer.Ordinal)
            .Where(lives => lives.Count() > 1);
        _refused = [.. running.Where(lives => _refused.Contains(lives.Key) || lives.Any(key => KeepsRunning(key, lives))).Select(lives => lives.Key)];

        bool KeepsRunning(WorkerIncarnation key, IEnumerable<WorkerIncarnation> lives) =>
            stored.Workers.TryGetValue(key.WorkerId, out var entry)
            && stored.Version != AssignmentVersion.None
            && state.Workers[key].Applied == stored.Version
            && lives.Any(other =>
                other.Incarnation == entry.Incarnation && IncarnationOrder.IsLater(other, state.Workers[other], key, state.Workers[key]));
    }

    private ImmutableArray<WorkerIncarnation> FindForgotten(CoordinationState state, AssignmentRecord stored, GroupView group, DateTimeOffset now)
    {
        var named = stored.Lost.Select(held => held.Worker).Concat(stored.Revoking.Select(held => held.Worker)).ToHashSet();
        var absent = state.Workers.Keys
            .Where(key => !group.Members.Contains(key) && !named.Contains(key)
                && stored.Workers.GetValueOrDefault(key.WorkerId)?.Incarnation != key.Incarnation)
            .ToHashSet();
        foreach (var back in _absentSince.Keys.Where(key => !absent.Contains(key)).ToList())
            _absentSince.Remove(back);
        foreach (var key in absent)
            _absentSince.TryAdd(key, now);
        return [.. absent.Where(key => now - _absentSince[key] >= ForgetAfter).OrderBy(key => key.ToString(), StringComparer.Ordinal)];
    }
}
