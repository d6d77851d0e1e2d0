namespace Connect.Runtime.Cluster;

/// <summary>The state that a worker reports about itself.</summary>
internal enum WorkerState
{
    /// <summary>It accepts items.</summary>
    Running,

    /// <summary>It stops its items and accepts no new ones.</summary>
    Draining,

    /// <summary>It runs nothing; this incarnation never will again.</summary>
    Left,
}
