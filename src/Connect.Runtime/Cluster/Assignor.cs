using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>Computes the next assignment: a pure function of its input.</summary>
/// <remarks><para>Running items stay where they are. An item is given to a worker only when no other worker may run it: the previous assignment lists
/// it for no worker, each live worker that ever had it has acknowledged an assignment without it, and each worker that is gone is fenced. A task also
/// waits for tasks of an older generation of its connector's task configurations.</para>
/// <para>The items of a lost worker are reserved for its return; until then no items move for balance. Connectors and tasks are balanced separately.
/// Corresponds to <c>IncrementalCooperativeAssignor</c> (KIP-415), whose two rounds are two assignments here.</para></remarks>
internal sealed class Assignor
{
    /// <summary>The shortest delay before the next decision, for example while the group's description does not yet show an expected
    /// change.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly AssignorInput _input;
    private readonly AssignmentVersion _version;
    private readonly LiveWorkers _live;
    private readonly HeldWork _held;
    private readonly long _now;
    private readonly Dictionary<WorkSlot, UnplacedItem> _blockedSlots;
    private readonly Dictionary<string, string> _blockedConnectors;
    private readonly Dictionary<WorkSlot, string> _reserved = [];
    private readonly List<UnplacedItem> _unplaced = [];
    private readonly Dictionary<WorkerIncarnation, HashSet<WorkItem>> _granted = [];

    private Assignor(AssignorInput input)
    {
        (_input, _now) = (input, input.Now.ToUnixTimeMilliseconds());
        _version = new AssignmentVersion(input.Epoch, input.Previous.Version.Number + 1);
        _live = new LiveWorkers(input);
        _held = new HeldWork(input, _live, _version);
        (_blockedSlots, _blockedConnectors) = _held.FindBlocks();
        foreach (var held in _held.Lost.Where(held => held.Until > _now))
            _reserved[held.Item.Slot] = held.Worker.WorkerId;
        foreach (var held in _held.Revoking.Where(held => held.ComesBack))
            _reserved[held.Item.Slot] = held.Worker.WorkerId;
    }

    /// <summary>Computes the next assignment.</summary>
    /// <param name="input">All that the assignment depends on.</param>
    public static AssignorResult Assign(AssignorInput input) => new Assignor(input).Assign();

    private AssignorResult Assign()
    {
        var isWaiting = _live.IsAnyDraining || _held.Revoking.Any(held => held.ComesBack) || _held.Lost.Any(IsWaiting);
        Placement[] placements = [Spread(connectors: true, false), Spread(connectors: false, false)];
        var balance = _input.Previous.Balance;
        if (!isWaiting)
        {
            Placement[] even = [Spread(connectors: true, true), Spread(connectors: false, true)];
            (balance, var moves) = NextBalance(even.Any(placement => placement.Moved.Count > 0));
            placements = moves ? even : placements;
        }
        foreach (var moved in placements.SelectMany(placement => placement.Moved))
            Revoke(moved);
        foreach (var item in _input.Work.Items.Where(item => !_held.Kept.ContainsKey(item.Item)))
            Grant(item, placements[item.Item.IsConnector ? 0 : 1]);
        foreach (var (item, key) in _held.Kept)
            ItemsOf(key).Add(item);
        foreach (var worker in _live.Assignable)
            ItemsOf(worker);
        return new AssignorResult(Record(balance), [.. _unplaced], [.. _live.Problems], FindWakeTime(balance));
    }

    private AssignmentRecord Record(BalanceBackoff balance)
    {
        var next = new AssignmentRecord
        {
            Version = _version,
            Protocol = _live.Protocol,
            ConfigOffset = _input.Work.ConfigOffset,
            Workers = _granted.ToImmutableSortedDictionary(
                entry => entry.Key.WorkerId, entry => new WorkerItems(entry.Key.Incarnation, entry.Value), StringComparer.Ordinal),
            Revoking = AssignmentRecord.Sort(_held.Revoking),
            Lost = AssignmentRecord.Sort(_held.Lost),
            Balance = balance,
        };
        return next.HasSameContent(_input.Previous) ? _input.Previous : next;
    }

    private HashSet<WorkItem> ItemsOf(WorkerIncarnation key)
    {
        if (!_granted.TryGetValue(key, out var items))
            _granted[key] = items = [];
        return items;
    }

    /// <summary>Places all items of a kind, including those that cannot be given yet, so that the loads are the final ones.</summary>
    private Placement Spread(bool connectors, bool movesKept)
    {
        var placement = new Placement(_live.Assignable, _held.CanRun);
        var free = new List<ConfiguredItem>();
        foreach (var item in _input.Work.Items.Where(item => item.Item.IsConnector == connectors))
        {
            if (_held.Kept.TryGetValue(item.Item, out var keeper))
                placement.AddKept(item.Item, item.Plugin, keeper);
            else if (!_reserved.ContainsKey(item.Item.Slot))
                free.Add(item);
            else if (FindReturned(item.Item) is { } returned && _held.CanRun(returned, item.Plugin))
                placement.AddReserved(item.Item, returned);
            else if (FindReturned(item.Item) is not null)
                free.Add(item);
        }
        foreach (var item in free.OrderBy(item => placement.CountWorkersWith(item.Plugin)))
            placement.Place(item.Item, item.Plugin);
        placement.Level(false);
        if (movesKept)
            placement.Level(true);
        return placement;
    }

    /// <summary>Whether a lost item cannot be given back to its worker now.</summary>
    private bool IsWaiting(LostItem held) =>
        !held.IsFenced || FindReturned(held.Item) is null || _blockedSlots.ContainsKey(held.Item.Slot)
            || _blockedConnectors.ContainsKey(held.Item.Connector);

    private WorkerIncarnation? FindReturned(WorkItem item) => _reserved.TryGetValue(item.Slot, out var id) ? _live.FindAssignable(id) : null;

    private void Revoke(WorkItem item)
    {
        _held.Revoke(item);
        _blockedSlots[item.Slot] = new UnplacedItem(item, UnplacedReason.WaitsForStop, _held.Revoking[^1].Worker.WorkerId);
    }

    private void Grant(ConfiguredItem configured, Placement placement)
    {
        var item = configured.Item;
        if (_blockedSlots.TryGetValue(item.Slot, out var block))
            _unplaced.Add(block with { Item = item });
        else if (!item.IsConnector && _blockedConnectors.TryGetValue(item.Connector, out var worker))
            _unplaced.Add(new UnplacedItem(item, UnplacedReason.WaitsForOlderGeneration, worker));
        else if (placement.TargetOf(item) is { } target)
        {
            ItemsOf(target).Add(item);
            _held.Lost.RemoveAll(held => held.Item.Slot == item.Slot);
        }
        else if (_reserved.TryGetValue(item.Slot, out var id))
            _unplaced.Add(new UnplacedItem(item, UnplacedReason.WaitsForReturn, id));
        else
            _unplaced.Add(
                _live.Assignable.IsEmpty
                    ? new UnplacedItem(item, UnplacedReason.NoWorker, "") : new UnplacedItem(item, UnplacedReason.NoPlugin, configured.Plugin));
    }

    /// <summary>Whether items may be moved for balance now. Successive moves need a growing pause between them: 40 ms, 1.6 s, 64 s, at most
    /// <see cref="ClusterSettings.LostDelay"/>.</summary>
    private (BalanceBackoff Next, bool Moves) NextBalance(bool isWanted)
    {
        var before = _input.Previous.Balance;
        if (!isWanted)
            return (_held.Revoking.Count > 0 ? before : default, false);
        if (before.NotBefore > _now)
            return (before, false);
        if (!before.Revoked)
            return (new BalanceBackoff(true, before.Successive, 0), true);
        var pause = (long)Math.Min(_input.Settings.LostDelay.TotalMilliseconds, Math.Pow(40, before.Successive + 1));
        return pause > 0
            ? (new BalanceBackoff(false, before.Successive + 1, _now + pause), false) : (before with { Successive = before.Successive + 1 }, true);
    }

    private DateTimeOffset? FindWakeTime(BalanceBackoff balance)
    {
        List<long> times =
            [.. _held.Lost.Where(held => !held.IsFenced).Select(held => held.FencedAt),
                .. _held.Lost.Where(held => held.IsFenced).Select(held => held.Until)];
        if (balance.NotBefore > 0)
            times.Add(balance.NotBefore);
        return times.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(times.Min(), _now + (long)PollInterval.TotalMilliseconds));
    }
}
