namespace Connect.Runtime.Tasks;

/// <summary>The part of a running task that differs between sources and sinks.</summary>
/// <remarks>Called sequentially: start, run, close. Close is also called after a failure of the others.</remarks>
internal interface ITaskLoop
{
    /// <summary>The version of the connector's task.</summary>
    string Version { get; }

    /// <summary>Opens what the task needs and starts the connector's task.</summary>
    /// <exception cref="Exception">The task fails.</exception>
    Task StartAsync();

    /// <summary>Processes records until the task must stop.</summary>
    /// <exception cref="Exception">The task fails.</exception>
    /// <exception cref="OperationCanceledException">The task was abandoned.</exception>
    Task RunAsync();

    /// <summary>Finishes records in flight, commits, stops the connector's task and releases everything.</summary>
    /// <param name="failed">Whether an earlier step failed.</param>
    /// <exception cref="Exception">Something could not be finished; everything is released anyway.</exception>
    Task CloseAsync(bool failed);
}
