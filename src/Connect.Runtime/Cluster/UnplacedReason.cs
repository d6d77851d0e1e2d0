namespace Connect.Runtime.Cluster;

/// <summary>Why no worker runs an item at the moment.</summary>
internal enum UnplacedReason
{
    /// <summary>No worker can be assigned items.</summary>
    NoWorker,

    /// <summary>No worker that can be assigned items has the connector's plugin.</summary>
    NoPlugin,

    /// <summary>Its worker has left the group and may return.</summary>
    WaitsForReturn,

    /// <summary>Its worker has left the group and may not have stopped it yet.</summary>
    WaitsForFence,

    /// <summary>A live worker has not stopped it yet.</summary>
    WaitsForStop,

    /// <summary>A task of an older generation of the connector's task configurations may still run.</summary>
    WaitsForOlderGeneration,
}
