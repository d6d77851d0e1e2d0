using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;

namespace Connect.Connectors;

/// <summary>The members common to source and sink connectors. A connector plans the work and divides it into tasks; it does not process records
/// itself.</summary>
/// <remarks>
/// <para>The runtime creates one instance for each named connector, through dependency injection, and makes one call at a time. After a resume it
/// calls <c>StartAsync</c> again on the same instance; after a configuration change or a restart it creates a new instance.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.connector.Connector</c>. Implement <see cref="ISourceConnector"/> or
/// <see cref="ISinkConnector"/>.</para>
/// </remarks>
public interface IConnector
{
    /// <summary>The connector's version, shown in <c>GET /connector-plugins</c> and in every status.</summary>
    string Version { get; }

    /// <summary>The keys that this connector reads. Never null; create it once.</summary>
    ConfigDef Config { get; }

    /// <summary>The class of the tasks: an <see cref="ISourceTask"/> or <see cref="ISinkTask"/> that dependency injection can create.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    Type TaskType { get; }

    /// <summary>Divides the work into at most <paramref name="maxTasks"/> tasks. Called after each start, and after
    /// <see cref="ConnectorContext.RequestTaskReconfiguration"/>.</summary>
    /// <param name="maxTasks">The value of <c>tasks.max</c>, at least 1. If the connector returns more, it becomes FAILED (while
    /// <c>tasks.max.enforce</c> is true).</param>
    /// <param name="cancellationToken">Cancelled when the connector must stop.</param>
    /// <returns>One configuration for each task; empty for no tasks. The runtime stores the list.</returns>
    /// <exception cref="ConnectException">The connector becomes FAILED with this exception as its trace.</exception>
    ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken);

    /// <summary>Releases the resources acquired by <c>StartAsync</c>. Not called on a FAILED connector.</summary>
    /// <param name="cancellationToken">Cancelled five seconds after the call: the runtime waits no longer.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>Validates a configuration: the format of each value, and what only this connector can check (is the host reachable, does the table
    /// exist).</summary>
    /// <remarks>Called on an instance that was never started and that validates all configurations of its class, possibly concurrently.</remarks>
    /// <param name="config">The submitted configuration, with variables resolved.</param>
    /// <param name="cancellationToken">Cancelled when the caller has gone.</param>
    /// <returns>All errors at once. Invalid input is an error on its key, never an exception.</returns>
    ValueTask<ConfigValidationResult> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Config.Validate(config));
}
