using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The live workers, and those of them that can be assigned items.</summary>
internal sealed class LiveWorkers
{
    private readonly AssignorInput _input;
    private readonly Dictionary<string, WorkerIncarnation> _current = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>Finds the live workers.</summary>
    /// <param name="input">All that the assignment depends on.</param>
    public LiveWorkers(AssignorInput input)
    {
        _input = input;
        foreach (var key in input.Members.Where(IsLive))
        {
            if (!_current.TryGetValue(key.WorkerId, out var other) || IsLater(key, other))
                _current[key.WorkerId] = key;
        }
        Protocol = FindProtocol();
        Assignable = [.. _current.Values.Where(IsAssignable).OrderBy(key => key.WorkerId, StringComparer.Ordinal)];
    }

    /// <summary>The newest protocol version that all workers support.</summary>
    public int Protocol { get; }

    /// <summary>The incarnations that can be assigned items, by worker id.</summary>
    public ImmutableArray<WorkerIncarnation> Assignable { get; }

    /// <summary>Problems with workers that an operator must solve.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether a current incarnation is shutting down.</summary>
    public bool IsAnyDraining => _current.Values.Any(key => _input.Records.GetValueOrDefault(key)?.State == WorkerState.Draining);

    /// <summary>Whether an incarnation may run items: a group member that has not reported that it left.</summary>
    public bool IsLive(WorkerIncarnation key) => _input.Members.Contains(key) && _input.Records.GetValueOrDefault(key)?.State != WorkerState.Left;

    /// <summary>Whether there is a later incarnation with the same worker id.</summary>
    public bool IsSuperseded(WorkerIncarnation key) => _current.TryGetValue(key.WorkerId, out var current) && current != key;

    /// <summary>Whether an incarnation keeps its items: it is the current one and is not refused.</summary>
    public bool KeepsItems(WorkerIncarnation key) => !IsSuperseded(key) && !_input.RefusedIds.Contains(key.WorkerId) && !IsIncompatible(key);

    /// <summary>The incarnation of a worker id that can be assigned items; null if there is none.</summary>
    public WorkerIncarnation? FindAssignable(string id) => _current.TryGetValue(id, out var key) && IsAssignable(key) ? key : null;

    private bool IsAssignable(WorkerIncarnation key) => KeepsItems(key) && _input.Records.GetValueOrDefault(key) is { State: WorkerState.Running };

    private bool IsIncompatible(WorkerIncarnation key) =>
        _input.Records.TryGetValue(key, out var record) && (record.Protocol.Min > Protocol || record.Protocol.Max < _input.Known.Min);

    private bool IsLater(WorkerIncarnation key, WorkerIncarnation other) =>
        _input.Records.TryGetValue(key, out var record)
            && (!_input.Records.TryGetValue(other, out var its) || IncarnationOrder.IsLater(key, record, other, its));

    private int FindProtocol()
    {
        var protocol = _input.Known.Max;
        foreach (var key in _current.Values)
        {
            if (_input.Records.TryGetValue(key, out var record) && record.Protocol.Max >= _input.Known.Min)
                protocol = Math.Min(protocol, record.Protocol.Max);
        }
        foreach (var (key, record) in _current.Values.Where(_input.Records.ContainsKey).Select(key => (key, _input.Records[key])))
        {
            if (record.Protocol.Min > protocol || record.Protocol.Max < _input.Known.Min)
                _problems.Add(
                    $"Worker {key.WorkerId} gets no work: it supports the versions {record.Protocol.Min} to {record.Protocol.Max} of the "
                        + $"coordination records, and the cluster uses {protocol}. Upgrade the workers one version at a time.");
        }
        foreach (var id in _input.RefusedIds.Order(StringComparer.Ordinal))
            _problems.Add(
                $"Two running workers have the id {id}, and neither gets work. Give each its own rest.advertised.host.name and "
                    + "rest.advertised.port.");
        return protocol;
    }
}
