using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>A parsed record of the coordination topic. The property that is not null tells which kind it is.</summary>
internal readonly record struct CoordinationRecord
{
    /// <summary>The leader record.</summary>
    public LeaderRecord? Leader { get; init; }

    /// <summary>The assignment.</summary>
    public AssignmentRecord? Assignment { get; init; }

    /// <summary>The protocol version of an assignment that this worker cannot read.</summary>
    public int? UnknownProtocol { get; init; }

    /// <summary>The worker incarnation that a worker record belongs to.</summary>
    public WorkerIncarnation? Worker { get; init; }

    /// <summary>The worker record; null for a tombstone.</summary>
    public WorkerRecord? WorkerRecord { get; init; }

    /// <summary>The name of a connector that an application declared.</summary>
    public string? Declared { get; init; }

    /// <summary>The declared configuration; null for a tombstone.</summary>
    public ConnectorConfig? DeclaredConfig { get; init; }
}
