namespace Connect.Runtime.Workers;

/// <summary>Which of the configured connectors and tasks are a worker's to run.</summary>
internal abstract record Assignment
{
    /// <summary>Everything is assigned: the worker runs standalone.</summary>
    public static Assignment Everything { get; } = new All();

    /// <summary>Whether a connector itself is the worker's.</summary>
    /// <param name="connector">The connector.</param>
    public abstract bool HasConnector(string connector);

    /// <summary>Whether a task is the worker's.</summary>
    /// <param name="id">The task.</param>
    /// <param name="generation">The generation of its configuration: a task of an older one is another task.</param>
    public abstract bool HasTask(ConnectorTaskId id, long generation);

    private sealed record All : Assignment
    {
        public override bool HasConnector(string connector) => true;

        public override bool HasTask(ConnectorTaskId id, long generation) => true;
    }
}
