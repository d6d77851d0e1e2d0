namespace Connect.Runtime.Cluster;

/// <summary>The record that a worker writes about itself. Key <c>worker-id|incarnation</c> of the coordination topic. Immutable.</summary>
internal sealed record WorkerRecord
{
    /// <summary>Orders the incarnations of a worker id: a later one has a higher number.</summary>
    /// <remarks>A worker uses the current time, or one more than the highest number that it reads for its id, so clocks need not agree.</remarks>
    public required long Started { get; init; }

    /// <summary>The advertised URL of its REST API.</summary>
    public required string Url { get; init; }

    /// <summary>The protocol versions that it supports.</summary>
    public required ProtocolRange Protocol { get; init; }

    /// <summary>Every name by which it can find a connector plugin.</summary>
    public required IReadOnlySet<string> Plugins { get; init; }

    /// <summary>The newest assignment that it has applied. Items that it no longer lists have stopped, unless <see cref="Items"/> contains
    /// them.</summary>
    public AssignmentVersion Applied { get; init; }

    /// <summary>The items that run or are about to run.</summary>
    public IReadOnlySet<WorkItem> Items { get; init; } = new HashSet<WorkItem>();

    /// <summary>Whether it accepts items.</summary>
    public WorkerState State { get; init; }

    /// <summary>Whether it has acknowledged that a revoked item no longer runs on it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="version">The assignment that no longer lists it.</param>
    public bool HasReleased(WorkItem item, AssignmentVersion version) => (State == WorkerState.Left || Applied >= version) && !Items.Contains(item);
}
