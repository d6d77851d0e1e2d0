namespace Connect.Runtime.Tasks;

/// <summary>The part of a running task that differs between sources and sinks.</summary>
/// <remarks>Called by one flow: start, run, close; close also after a failure of the others.</remarks>
internal interface ITaskLoop
{
    /// <summary>The version of the connector's task.</summary>
    string Version { get; }

    /// <summary>Opens what the task needs and starts the connector's task.</summary>
    /// <exception cref="Exception">The task fails.</exception>
    Task StartAsync();

    /// <summary>Moves records until the task is to stop.</summary>
    /// <exception cref="Exception">The task fails.</exception>
    /// <exception cref="OperationCanceledException">The task was given up.</exception>
    Task RunAsync();

    /// <summary>Finishes what is under way, commits, stops the connector's task and releases everything.</summary>
    /// <param name="failed">Whether an earlier step failed.</param>
    /// <exception cref="Exception">Something could not be finished; everything is released all the same.</exception>
    Task CloseAsync(bool failed);
}
