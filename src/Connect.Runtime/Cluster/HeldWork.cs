using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>Which workers may run which items now, from the previous assignment and the state of its workers: items that are kept, being revoked, or
/// lost.</summary>
internal sealed class HeldWork
{
    private readonly AssignorInput _input;
    private readonly LiveWorkers _live;
    private readonly AssignmentVersion _version;
    private readonly Dictionary<WorkItem, ConfiguredItem> _configured;
    private readonly HashSet<WorkSlot> _slots;
    private readonly Dictionary<string, long> _generations = new(StringComparer.Ordinal);
    private readonly long _now;

    /// <summary>Sorts the items of the previous assignment.</summary>
    /// <param name="input">All that the assignment depends on.</param>
    /// <param name="live">The live workers.</param>
    /// <param name="version">The version of the assignment that is being computed.</param>
    public HeldWork(AssignorInput input, LiveWorkers live, AssignmentVersion version)
    {
        (_input, _live, _version, _now) = (input, live, version, input.Now.ToUnixTimeMilliseconds());
        _configured = input.Work.Items.ToDictionary(item => item.Item);
        _slots = [.. _configured.Keys.Select(item => item.Slot)];
        foreach (var item in _configured.Keys.Where(item => !item.IsConnector))
            _generations[item.Connector] = item.Generation;
        foreach (var held in input.Previous.Revoking)
            CarryRevoking(held);
        foreach (var held in input.Previous.Lost)
            CarryLost(held);
        foreach (var (id, entry) in input.Previous.Workers)
        {
            var key = new WorkerIncarnation(id, entry.Incarnation);
            foreach (var item in entry.Items)
                CarryGranted(item, key);
        }
        AddReported();
    }

    /// <summary>The items that stay on their worker.</summary>
    public Dictionary<WorkItem, WorkerIncarnation> Kept { get; } = [];

    /// <summary>The items that live workers have to stop and have not stopped yet.</summary>
    public List<RevokingItem> Revoking { get; } = [];

    /// <summary>The items of workers that have left the group.</summary>
    public List<LostItem> Lost { get; } = [];

    /// <summary>Revokes an item from the worker that has it.</summary>
    public void Revoke(WorkItem item)
    {
        Kept.Remove(item, out var key);
        Revoking.Add(new RevokingItem(item, key, _version, false));
    }

    /// <summary>Whether a worker has a plugin. True for a worker without a record.</summary>
    public bool CanRun(WorkerIncarnation key, string plugin) => !_input.Records.TryGetValue(key, out var record) || record.Plugins.Contains(plugin);

    /// <summary>Finds the slots that cannot be given to a worker yet, and the connectors whose tasks of an older generation may still run, with the
    /// worker.</summary>
    public (Dictionary<WorkSlot, UnplacedItem> Slots, Dictionary<string, string> Connectors) FindBlocks()
    {
        var (slots, connectors) = (new Dictionary<WorkSlot, UnplacedItem>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var held in Lost.Where(held => !held.IsFenced))
            Block(held.Item, UnplacedReason.WaitsForFence, held.Worker.WorkerId);
        foreach (var held in Revoking)
            Block(held.Item, UnplacedReason.WaitsForStop, held.Worker.WorkerId);
        return (slots, connectors);

        void Block(WorkItem item, UnplacedReason reason, string worker)
        {
            slots[item.Slot] = new UnplacedItem(item, reason, worker);
            if (!item.IsConnector && item.Generation != _generations.GetValueOrDefault(item.Connector, item.Generation))
                connectors[item.Connector] = worker;
        }
    }

    private void CarryGranted(WorkItem item, WorkerIncarnation key)
    {
        if (!_live.IsLive(key))
            Lose(item, key, _version, _input.Settings.LostDelay);
        else if (_live.KeepsItems(key) && _configured.TryGetValue(item, out var configured) && CanRun(key, configured.Plugin))
            Kept[item] = key;
        else
            Revoking.Add(new RevokingItem(item, key, _version, _live.IsSuperseded(key)));
    }

    private void CarryRevoking(RevokingItem held)
    {
        if (HasReleased(held.Worker, held.Item, held.Version))
        {
            if (held.ComesBack && _slots.Contains(held.Item.Slot))
                Lost.Add(new LostItem(held.Item, held.Worker, held.Version, _now + Milliseconds(_input.Settings.LostDelay), 0));
        }
        else if (_live.IsLive(held.Worker))
            Revoking.Add(held);
        else
            Lose(held.Item, held.Worker, held.Version, held.ComesBack ? _input.Settings.LostDelay : TimeSpan.Zero);
    }

    private void CarryLost(LostItem held)
    {
        var isLive = _live.IsLive(held.Worker);
        var isFenced = held.IsFenced
            || IsFencedByTransactions(held.Item)
            || HasReleased(held.Worker, held.Item, held.Version)
            || (held.FencedAt <= _now && !isLive && _input.MembersAreNewer);
        if (!isFenced && isLive)
            Revoking.Add(new RevokingItem(held.Item, held.Worker, held.Version, held.Until > _now));
        else if (!isFenced || (held.Until > _now && _slots.Contains(held.Item.Slot)))
            Lost.Add(isFenced ? held with { FencedAt = 0 } : held);
    }

    private void Lose(WorkItem item, WorkerIncarnation key, AssignmentVersion version, TimeSpan delay)
    {
        var hasLeft = _input.Records.GetValueOrDefault(key) is { State: WorkerState.Left } record && !record.Items.Contains(item);
        var fencedAt = hasLeft || IsFencedByTransactions(item) ? 0 : _now + Milliseconds(_input.Settings.FenceGrace);
        var until = _slots.Contains(item.Slot) ? _now + Milliseconds(delay) : _now;
        if (fencedAt != 0 || until > _now)
            Lost.Add(new LostItem(item, key, version, until, fencedAt));
    }

    /// <summary>Adds items that live workers report but no assignment lists, as after the loss of the coordination topic. If only one worker reports
    /// an item, it keeps it.</summary>
    private void AddReported()
    {
        var held = Revoking.Select(item => (item.Item, item.Worker)).ToHashSet();
        foreach (var (key,
            record) in _input.Records.Where(record => _live.IsLive(record.Key)).OrderBy(record => record.Key.ToString(), StringComparer.Ordinal))
        {
            foreach (var item in record.Items.Where(
                item => !held.Contains((item, key)) && !(Kept.TryGetValue(item, out var keeper) && keeper == key)))
                AddReported(item, key);
        }
    }

    private void AddReported(WorkItem item, WorkerIncarnation key)
    {
        if (_input.Previous.Version == AssignmentVersion.None && !Kept.ContainsKey(item))
            CarryGranted(item, key);
        else
            Revoking.Add(new RevokingItem(item, key, _version, false));
    }

    private bool HasReleased(WorkerIncarnation key, WorkItem item, AssignmentVersion version) =>
        _input.Records.GetValueOrDefault(key)?.HasReleased(item, version) ?? false;

    private bool IsFencedByTransactions(WorkItem item) => _configured.GetValueOrDefault(item).IsFencedByTransactions;

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
