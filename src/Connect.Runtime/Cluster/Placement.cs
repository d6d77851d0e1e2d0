using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>Spreads items of one kind (connectors or tasks) evenly over the workers that can run them, with few moves.</summary>
/// <remarks>An item goes to the least loaded worker that can run it. Then, while a worker has at least two items more than another one, one item is
/// shifted from worker to worker along a path on which each neighbour can run the item that it receives. The result is as even as possible. Ties go
/// to the lower worker id.</remarks>
internal sealed class Placement
{
    private readonly ImmutableArray<WorkerIncarnation> _workers;
    private readonly Func<WorkerIncarnation, string, bool> _canRun;
    private readonly Dictionary<WorkerIncarnation, int> _indexes = [];
    private readonly Dictionary<string, int> _plugins = new(StringComparer.Ordinal);
    private readonly List<bool[]> _able = [];
    private readonly List<Stack<WorkItem>[]> _kept = [];
    private readonly List<Stack<WorkItem>[]> _placed = [];
    private readonly Dictionary<WorkItem, int> _targets = [];
    private readonly int[] _loads;

    /// <summary>Creates an empty placement.</summary>
    /// <param name="workers">The workers that can be assigned items, by id.</param>
    /// <param name="canRun">Whether a worker has a plugin.</param>
    public Placement(ImmutableArray<WorkerIncarnation> workers, Func<WorkerIncarnation, string, bool> canRun)
    {
        (_workers, _canRun, _loads) = (workers, canRun, new int[workers.Length]);
        for (var index = 0; index < workers.Length; index++)
            _indexes[workers[index]] = index;
    }

    /// <summary>The items that were moved away from the worker that runs them.</summary>
    public List<WorkItem> Moved { get; } = [];

    /// <summary>The number of workers that have a plugin.</summary>
    public int CountWorkersWith(string plugin) => _able[GroupOf(plugin)].Count(able => able);

    /// <summary>The worker that an item is placed on; null if none.</summary>
    public WorkerIncarnation? TargetOf(WorkItem item) => _targets.TryGetValue(item, out var index) ? _workers[index] : null;

    /// <summary>Counts an item that a worker keeps.</summary>
    public void AddKept(WorkItem item, string plugin, WorkerIncarnation worker)
    {
        if (!_indexes.TryGetValue(worker, out var index))
            return;
        _loads[index]++;
        _kept[GroupOf(plugin)][index].Push(item);
    }

    /// <summary>Gives an item to a worker; it is not shifted later.</summary>
    public void AddReserved(WorkItem item, WorkerIncarnation worker)
    {
        _targets[item] = _indexes[worker];
        _loads[_indexes[worker]]++;
    }

    /// <summary>Gives an item to the least loaded worker that can run it, if there is one.</summary>
    public void Place(WorkItem item, string plugin)
    {
        var group = GroupOf(plugin);
        var best = -1;
        for (var index = 0; index < _workers.Length; index++)
        {
            if (_able[group][index] && (best < 0 || _loads[index] < _loads[best]))
                best = index;
        }
        if (best < 0)
            return;
        _targets[item] = best;
        _loads[best]++;
        _placed[group][best].Push(item);
    }

    /// <summary>Shifts items until the loads are even.</summary>
    /// <param name="movesKept">Whether items that workers run may also be moved.</param>
    public void Level(bool movesKept)
    {
        while (FindPath(movesKept) is { } path)
        {
            for (var step = path.Count - 2; step >= 0; step--)
                Shift(path[step], path[step + 1], movesKept);
        }
    }

    private void Shift(int from, int to, bool movesKept)
    {
        _loads[from]--;
        _loads[to]++;
        for (var group = 0; group < _able.Count; group++)
        {
            if (!_able[group][to] || !_placed[group][from].TryPop(out var placed))
                continue;
            _targets[placed] = to;
            _placed[group][to].Push(placed);
            return;
        }
        for (var group = 0; movesKept && group < _able.Count; group++)
        {
            if (!_able[group][to] || !_kept[group][from].TryPop(out var kept))
                continue;
            Moved.Add(kept);
            _targets[kept] = to;
            _placed[group][to].Push(kept);
            return;
        }
        throw new InvalidOperationException("No item can be shifted along a path that was found.");
    }

    private List<int>? FindPath(bool movesKept)
    {
        foreach (var start in Enumerable.Range(0, _workers.Length).OrderByDescending(index => _loads[index]))
        {
            var before = Reach(start, movesKept);
            var end = -1;
            for (var index = 0; index < _workers.Length; index++)
            {
                if (before[index] >= 0 && (end < 0 || _loads[index] < _loads[end]))
                    end = index;
            }
            if (end < 0 || _loads[start] - _loads[end] < 2)
                continue;
            List<int> path = [end];
            while (path[^1] != start)
                path.Add(before[path[^1]]);
            path.Reverse();
            return path;
        }
        return null;
    }

    /// <summary>For each worker, its predecessor on a shortest path from the start; -1 if unreachable.</summary>
    private int[] Reach(int start, bool movesKept)
    {
        var before = new int[_workers.Length];
        Array.Fill(before, -1);
        var queue = new Queue<int>([start]);
        before[start] = start;
        while (queue.TryDequeue(out var from))
        {
            for (var to = 0; to < _workers.Length; to++)
            {
                if (before[to] >= 0 || !CanShift(from, to, movesKept))
                    continue;
                before[to] = from;
                queue.Enqueue(to);
            }
        }
        before[start] = -1;
        return before;
    }

    private bool CanShift(int from, int to, bool movesKept)
    {
        for (var group = 0; group < _able.Count; group++)
        {
            if (_able[group][to] && (_placed[group][from].Count > 0 || (movesKept && _kept[group][from].Count > 0)))
                return true;
        }
        return false;
    }

    /// <summary>The group of a plugin: plugins that the same workers have form one group.</summary>
    private int GroupOf(string plugin)
    {
        if (_plugins.TryGetValue(plugin, out var known))
            return known;
        bool[] able = [.. _workers.Select(worker => _canRun(worker, plugin))];
        var group = _able.FindIndex(other => other.AsSpan().SequenceEqual(able));
        if (group < 0)
        {
            group = _able.Count;
            _able.Add(able);
            _kept.Add([.. _workers.Select(_ => new Stack<WorkItem>())]);
            _placed.Add([.. _workers.Select(_ => new Stack<WorkItem>())]);
        }
        return _plugins[plugin] = group;
    }
}
