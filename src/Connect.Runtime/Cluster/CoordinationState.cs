using System.Collections.Immutable;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The content of the coordination topic up to an offset. Immutable.</summary>
internal sealed record CoordinationState
{
    /// <summary>The state of an empty topic.</summary>
    public static CoordinationState Empty { get; } = new();

    /// <summary>How many times the topic has been recreated since this worker began to read it.</summary>
    public int Life { get; init; }

    /// <summary>The offset of the next record.</summary>
    public long NextOffset { get; init; }

    /// <summary>The current leader; null if there has been none.</summary>
    public LeaderRecord? Leader { get; init; }

    /// <summary>The newest assignment; null if there has been none.</summary>
    public AssignmentRecord? Assignment { get; init; }

    /// <summary>The protocol version of the newest assignment if this worker cannot read it. <see cref="Assignment"/> is then an older one.</summary>
    public int? UnknownProtocol { get; init; }

    /// <summary>The record of each worker incarnation.</summary>
    public ImmutableDictionary<WorkerIncarnation, WorkerRecord> Workers { get; init; } = ImmutableDictionary<WorkerIncarnation, WorkerRecord>.Empty;

    /// <summary>The declared configurations that a leader's application has applied, by connector.</summary>
    public ImmutableDictionary<string, ConnectorConfig> Declared { get; init; } =
        ImmutableDictionary.Create<string, ConnectorConfig>(StringComparer.Ordinal);

    /// <summary>The epoch of a leader that takes over now.</summary>
    public long NextEpoch =>
        1 + Math.Max(
            Math.Max(Leader?.Epoch ?? 0, Assignment?.Version.Epoch ?? 0),
            Workers.Values.Select(worker => worker.Applied.Epoch).DefaultIfEmpty().Max());

    /// <summary>The start number of a worker incarnation that begins now: higher than those of its earlier incarnations.</summary>
    /// <param name="workerId">The worker's id.</param>
    /// <param name="now">The current time.</param>
    public long NextStarted(string workerId, DateTimeOffset now) =>
        Workers.Where(worker => worker.Key.WorkerId == workerId).Select(worker => worker.Value.Started + 1).Append(now.ToUnixTimeMilliseconds())
            .Max();

    /// <summary>Applies the next record.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="value">The record's value; null for a tombstone.</param>
    /// <param name="offset">The record's offset.</param>
    /// <param name="known">The protocol versions that this worker supports.</param>
    /// <param name="problem">Why the record was ignored, for the log; null if it was not.</param>
    /// <returns>The new state. A record that cannot be parsed changes only the offset.</returns>
    public CoordinationState Apply(ReadOnlySpan<byte> key, byte[]? value, long offset, ProtocolRange known, out string? problem)
    {
        var next = this with { NextOffset = offset + 1 };
        var record = CoordinationRecords.Read(key, value, known, out problem);
        return record switch
        {
            { Leader: { } leader } when leader.Epoch >= (Leader?.Epoch ?? 0) => next with { Leader = leader },
            { Leader: { } leader } =>
                next.Ignore(
                    $"The leader record of epoch {leader.Epoch} at offset {offset} comes after one of epoch {Leader?.Epoch} and is ignored.",
                    out problem),
            { UnknownProtocol: { } protocol } => next with { UnknownProtocol = protocol },
            { Assignment: { } assignment } when assignment.Version > (Assignment?.Version ?? AssignmentVersion.None) =>
                next with { Assignment = assignment, UnknownProtocol = null },
            { Assignment: { } assignment } =>
                next.Ignore($"The assignment {assignment.Version} at offset {offset} comes after {Assignment?.Version} and is ignored.", out problem),
            { Declared: { } connector, DeclaredConfig: { } config } => next with { Declared = Declared.SetItem(connector, config) },
            { Declared: { } connector } => next with { Declared = Declared.Remove(connector) },
            { Worker: { } worker, WorkerRecord: { } its } => next with { Workers = Workers.SetItem(worker, its) },
            { Worker: { } worker } => next with { Workers = Workers.Remove(worker) },
            _ => next,
        };
    }

    private CoordinationState Ignore(string reason, out string? problem)
    {
        problem = reason;
        return this;
    }
}
