namespace Connect.Runtime.Herding;

/// <summary>Facts about a worker that health checks need beyond its statuses.</summary>
internal interface IWorkerFacts
{
    /// <summary>Why a client cannot reach Kafka at all, or what keeps the worker out of its cluster; null if neither.</summary>
    string? Unreachable { get; }

    /// <summary>The running tasks that are stalled, in order.</summary>
    IReadOnlyList<ConnectorTaskId> Stalled { get; }
}
