using System.Collections.Immutable;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>The rules of a cluster, checked against what really happens: they know nothing of how the code comes to its assignments.</summary>
internal sealed class ClusterRules(ClusterSimulation cluster)
{
    /// <summary>Between a view of the group and the assignment that comes of it.</summary>
    private const long SlowestWrite = 5000;

    private readonly Dictionary<WorkItem, Dictionary<WorkerIncarnation, AssignmentVersion>> _holders = [];
    private readonly Dictionary<WorkerIncarnation, long> _leftAt = [];
    private readonly Dictionary<WorkSlot, (WorkerIncarnation Worker, long ConfigChanges)> _lastHolder = [];
    private readonly Dictionary<string, long> _configChanges = new(StringComparer.Ordinal);
    private readonly Dictionary<(WorkSlot, WorkerIncarnation), long> _lost = [];
    private readonly Dictionary<AssignmentVersion, long> _writtenAt = [];
    private readonly Dictionary<(WorkItem, WorkerIncarnation), long> _givenAt = [];
    private ClusterWork _work = new([], 0);

    /// <summary>The items whose earlier runs the broker fences.</summary>
    public HashSet<WorkItem> ExactlyOnce { get; } = [];

    public void OnConfig()
    {
        var (before, now) = (_work, cluster.Config.Newest);
        _work = now;
        foreach (var item in now.Items.Where(item => item.IsFencedByTransactions))
            ExactlyOnce.Add(item.Item);
        foreach (var name in before.Items.Except(now.Items).Concat(now.Items.Except(before.Items)).Select(item => item.Item.Connector).Distinct())
            _configChanges[name] = cluster.Config.End;
    }

    /// <summary>No two workers run one item, nor items of two generations of one connector's tasks.</summary>
    public void CheckOverlap()
    {
        var runners = new Dictionary<WorkSlot, SimulatedWorker>();
        var generations = new Dictionary<string, (long Generation, SimulatedWorker Worker)>();
        foreach (var worker in cluster.Alive)
        {
            foreach (var item in worker.Active())
            {
                if (runners.TryGetValue(item.Slot, out var other) && other != worker)
                    throw new RuleBrokenException($"{item} runs on {other.Key} and on {worker.Key}.");
                runners[item.Slot] = worker;
                if (item.IsConnector)
                    continue;
                if (generations.TryGetValue(item.Connector, out var seen) && seen.Generation != item.Generation)
                    throw new RuleBrokenException(
                        $"Tasks of {item.Connector} run in generation {seen.Generation} on {seen.Worker.Key} and {item.Generation} on {worker.Key}.");
                generations[item.Connector] = (item.Generation, worker);
            }
        }
    }

    /// <summary>A worker starts only what it has the configuration of.</summary>
    public void CheckStart(SimulatedWorker worker, ImmutableArray<WorkItem> items, int configRead)
    {
        foreach (var item in items)
        {
            if (!Enumerable.Range(0, configRead + 1).Any(offset => cluster.Config.At(offset).Items.Any(configured => configured.Item == item)))
                throw new RuleBrokenException($"{worker.Key} starts {item} before it has read its configuration.");
        }
    }

    public void OnWorkerRecord(WorkerIncarnation key, WorkerRecord record)
    {
        if (record.State == WorkerState.Left)
            _leftAt.TryAdd(key, cluster.Now);
        foreach (var holders in _holders)
        {
            if (holders.Value.TryGetValue(key, out var taken) && (record.State == WorkerState.Left || (taken != default && record.Applied >= taken))
                && !record.Items.Contains(holders.Key))
                holders.Value.Remove(key);
        }
    }

    /// <summary>Checks an assignment when it is written.</summary>
    /// <param name="before">The assignment that it replaces.</param>
    /// <param name="next">The assignment that has been written now.</param>
    /// <param name="decidedAt">When its leader decided it: the delay of what it loses runs from then.</param>
    public void OnAssignment(AssignmentRecord before, AssignmentRecord next, long decidedAt)
    {
        if (next.Version <= before.Version || next.Version.Number != before.Version.Number + 1)
            throw new RuleBrokenException($"The assignment {next.Version} follows {before.Version}.");
        if (next.Workers.FirstOrDefault(
            entry => Find(new WorkerIncarnation(entry.Key, entry.Value.Incarnation)).Known.Max < next.Protocol) is { Key: { } ignorant })
            throw new RuleBrokenException($"The assignment {next.Version} is of protocol {next.Protocol}, which {ignorant} does not know.");
        var all = next.Workers.SelectMany(
            entry => entry.Value.Items.Select(item => (Item: item, Key: new WorkerIncarnation(entry.Key, entry.Value.Incarnation)))).ToList();
        if (all.GroupBy(entry => entry.Item.Slot).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new RuleBrokenException($"{twice.Key} is listed twice.");
        foreach (var (item, key) in all.Where(entry => !before.ItemsOf(entry.Key).Contains(entry.Item)))
        {
            CheckGrant(item, key, before, next);
            _givenAt[(item, key)] = cluster.Now;
        }
        _writtenAt[next.Version] = cluster.Now;
        foreach (var (id, entry) in before.Workers)
            CheckRevocations(new WorkerIncarnation(id, entry.Incarnation), entry, before.Version, next, decidedAt);
        foreach (var (item, key) in all)
        {
            if (!_leftAt.ContainsKey(key))
                Holders(item)[key] = default;
            _lost.Remove((item.Slot, key));
            _lastHolder[item.Slot] = (key, _configChanges.GetValueOrDefault(item.Connector));
        }
    }

    private SimulatedWorker Find(WorkerIncarnation key) => cluster.Workers.First(worker => worker.Key == key);

    private Dictionary<WorkerIncarnation, AssignmentVersion> Holders(WorkItem item) =>
        _holders.TryGetValue(item, out var holders) ? holders : _holders[item] = [];

    private void CheckGrant(WorkItem item, WorkerIncarnation key, AssignmentRecord before, AssignmentRecord next)
    {
        var plugins = Find(key).Plugins;
        if (_work.Items.FirstOrDefault(configured => configured.Item == item) is { Plugin: { } needed } && !plugins.Contains(needed))
            throw new RuleBrokenException($"{item} is given to {key.WorkerId}, which lacks its plugin.");
        if (before.Workers.Any(
            entry => entry.Value.Items.Contains(item)
                && !HasSurelyStopped(item, new WorkerIncarnation(entry.Key, entry.Value.Incarnation))))
            throw new RuleBrokenException($"{item} is given to {key} while the assignment before lists it for another.");
        var others =
            _holders.Where(
                holders => holders.Key.Slot == item.Slot
                    || (!item.IsConnector && !holders.Key.IsConnector && holders.Key.Connector == item.Connector
                    && holders.Key.Generation != item.Generation));
        foreach (var (held, holders) in others)
        {
            foreach (var (holder, _) in holders.Where(holder => (holder.Key != key || held != item) && !IsFenced(held, holder.Key, holder.Value)
                && !IsFencedByTransactions(held, holder.Key)))
                throw new RuleBrokenException($"{item} is given to {key} by {next.Version} while {holder} may run {held}.");
        }
        CheckReturn(item, key);
    }

    private bool HasSurelyStopped(WorkItem item, WorkerIncarnation key) => _leftAt.ContainsKey(key) || IsFencedByTransactions(item, key);

    /// <summary>The broker fences the run of a life that was gone when the leader looked, even if it has come back since; but not one that it was
    /// given after it came back.</summary>
    private bool IsFencedByTransactions(WorkItem item, WorkerIncarnation key) => ExactlyOnce.Contains(item)
        && (cluster.Group.GoneAt.ContainsKey(key)
            || (cluster.Group.CameBack.TryGetValue(key, out var visit) && visit.Back >= cluster.Now - SlowestWrite
                && _givenAt.GetValueOrDefault((item, key)) <= visit.Back));

    /// <summary>A life that has gone has stopped after the grace. One that is back has read what was written before it came.</summary>
    private bool IsFenced(WorkItem item, WorkerIncarnation key, AssignmentVersion taken)
    {
        var grace = ExactlyOnce.Contains(item) ? 0 : (long)cluster.Settings.FenceGrace.TotalMilliseconds;
        return (cluster.Group.GoneAt.TryGetValue(key, out var gone) && cluster.Now >= gone + grace)
            || cluster.Group.Absences.Exists(absence => absence.Worker == key && cluster.Now >= absence.Gone + grace
                && _writtenAt.GetValueOrDefault(taken, long.MaxValue) <= absence.Back);
    }

    /// <summary>What a lost worker had is not given to another before the delay is over.</summary>
    private void CheckReturn(WorkItem item, WorkerIncarnation key)
    {
        if (!_lastHolder.TryGetValue(item.Slot, out var last) || last.Worker.WorkerId == key.WorkerId
            || last.ConfigChanges != _configChanges.GetValueOrDefault(item.Connector))
            return;
        var gone = cluster.Group.GoneAt.TryGetValue(last.Worker, out var at) ? at : long.MaxValue;
        gone = _leftAt.TryGetValue(last.Worker, out var left) ? Math.Min(gone, left) : gone;
        gone = cluster.Group.CameBack.TryGetValue(last.Worker, out var visit) ? Math.Min(gone, visit.Gone) : gone;
        if (gone == long.MaxValue || !_lost.TryGetValue((item.Slot, last.Worker), out var lost))
            return;

        // Who comes back and goes again does not begin the delay anew.
        gone = Math.Min(gone, lost);
        if (!cluster.HasSkew && cluster.Now < gone + (long)cluster.Settings.LostDelay.TotalMilliseconds)
            throw new RuleBrokenException($"{item} is given to {key} {cluster.Now - gone} ms after {last.Worker} had gone.");
    }

    private void CheckRevocations(
        WorkerIncarnation key, WorkerItems entry, AssignmentVersion before, AssignmentRecord next, long decidedAt)
    {
        var isGone = _leftAt.ContainsKey(key) || cluster.Group.GoneAt.ContainsKey(key);
        var wasGone = cluster.Group.CameBack.TryGetValue(key, out var visit) && visit.Back >= _writtenAt.GetValueOrDefault(before) - SlowestWrite;
        var isLatest = !next.Workers.TryGetValue(key.WorkerId, out var listed) || listed.Incarnation == key.Incarnation;
        foreach (var item in entry.Items.Where(item => !next.ItemsOf(key).Contains(item)))
        {
            if (!_leftAt.ContainsKey(key))
                Holders(item)[key] = next.Version;
            if (isGone || !isLatest)
            {
                // A leader that does not know yet that the worker has gone may ask for work, and the worker may still give it back.
                if (!next.Revoking.Any(held => held.Item == item && held.Worker == key && !held.ComesBack))
                    _lost.TryAdd((item.Slot, key), decidedAt);
            }
            else if (!wasGone && cluster.Workers.Last(worker => worker.Key.WorkerId == key.WorkerId).Key == key && !next.Lost.IsEmpty
                && IsConfigured(_work, item) && IsConfigured(cluster.Config.At((int)next.ConfigOffset), item)
                && cluster.Alive.Any(worker => worker.Key == key && !worker.IsDraining))
                throw new RuleBrokenException($"{item} is taken from {key} by {next.Version} while work of a lost worker waits.");
        }
    }

    /// <summary>Whether an item is to run. A leader may have decided before the newest change.</summary>
    private static bool IsConfigured(ClusterWork work, WorkItem item) => work.Items.Any(configured => configured.Item == item);

    /// <summary>When the world is calm, everything that can run runs once, evenly.</summary>
    public void CheckCalm()
    {
        var assignment = cluster.Assignment;
        if (!assignment.Revoking.IsEmpty || !assignment.Lost.IsEmpty)
            throw new RuleBrokenException(
                $"Calm, and still revoking [{string.Join(", ", assignment.Revoking)}], lost [{string.Join(", ", assignment.Lost)}].");
        foreach (var item in cluster.Config.Newest.Items)
        {
            var runners = cluster.Alive.Where(worker => worker.Active().Contains(item.Item)).ToList();
            var able = cluster.Alive.Where(worker => worker.Plugins.Contains(item.Plugin)).ToList();
            if (runners.Count != (able.Count > 0 ? 1 : 0))
                throw new RuleBrokenException(
                    $"Calm, and {item.Item} runs on [{string.Join(", ", runners.Select(worker => worker.Key))}] of the able "
                        + $"[{string.Join(", ", able.Select(worker => worker.Key))}].");
        }
        if (cluster.Alive.SelectMany(worker => worker.Active()).Except(cluster.Config.Newest.Items.Select(item => item.Item)).Any())
            throw new RuleBrokenException("Calm, and something runs that is not configured.");
        CheckBalance(connectors: true);
        CheckBalance(connectors: false);
    }

    private void CheckBalance(bool connectors)
    {
        var plugins = cluster.Config.Newest.Items.ToDictionary(item => item.Item, item => item.Plugin);
        var loads = cluster.Alive.ToDictionary(worker => worker, worker => worker.Active().Where(item => item.IsConnector == connectors).ToList());
        foreach (var (worker, items) in loads)
        {
            foreach (var (other, fewer) in loads.Where(load => items.Count - load.Value.Count > 1))
            {
                if (items.Any(item => other.Plugins.Contains(plugins[item])))
                    throw new RuleBrokenException($"Calm, and {worker.Key} has {items.Count} where {other.Key} has {fewer.Count}.");
            }
        }
    }
}
