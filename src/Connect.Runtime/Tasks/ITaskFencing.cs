namespace Connect.Runtime.Tasks;

/// <summary>Keeps the producers of former tasks of an exactly-once source from writing.</summary>
/// <remarks>Thread-safe. Corresponds to the checks before and after the producer's initialization of
/// <c>org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask</c>.</remarks>
internal interface ITaskFencing
{
    /// <summary>Sees to it that no producer of tasks of an older generation writes any more. Before the task's own producer is initialized.</summary>
    /// <param name="task">The task that starts.</param>
    /// <param name="generation">The generation of its configuration.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">It cannot be done; the task fails.</exception>
    Task FenceAsync(ConnectorTaskId task, long generation, CancellationToken cancellationToken);

    /// <summary>Makes sure that the task is still to run. After its own producer was initialized, before it reads offsets.</summary>
    /// <param name="task">The task that starts.</param>
    /// <param name="generation">The generation of its configuration.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">It is not; the task fails, and its producer has written nothing.</exception>
    Task VerifyAsync(ConnectorTaskId task, long generation, CancellationToken cancellationToken);
}
