using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;

namespace Connect.Connectors;

/// <summary>What source and sink connectors have in common: a connector plans the work and cuts it into tasks, it moves no record itself.</summary>
/// <remarks>
/// <para>The runtime makes one instance for each named connector, through dependency injection, and calls it from one flow at a time. After a resume it calls
/// <c>StartAsync</c> again on the same instance; after a change of configuration or a restart it makes a new one.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.connector.Connector</c>. Implement <see cref="ISourceConnector"/> or <see cref="ISinkConnector"/>.</para>
/// </remarks>
public interface IConnector
{
    /// <summary>The connector's version, as shown in <c>GET /connector-plugins</c> and in every status.</summary>
    string Version { get; }

    /// <summary>The keys that this connector reads. Never null; made once.</summary>
    ConfigDef Config { get; }

    /// <summary>The class of the tasks: an <see cref="ISourceTask"/> or <see cref="ISinkTask"/> that dependency injection can construct.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    Type TaskType { get; }

    /// <summary>Cuts the work into at most <paramref name="maxTasks"/> pieces. Called after each start, and after <see cref="ConnectorContext.RequestTaskReconfiguration"/>.</summary>
    /// <param name="maxTasks">The value of <c>tasks.max</c>, at least 1. Returning more makes the connector FAILED (while <c>tasks.max.enforce</c> is true).</param>
    /// <param name="cancellationToken">Cancelled when the connector is to stop.</param>
    /// <returns>One configuration a task; empty for no task at all. Kept and stored by the runtime.</returns>
    /// <exception cref="ConnectException">The connector becomes FAILED with this exception as its trace.</exception>
    ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken);

    /// <summary>Releases what <c>StartAsync</c> took. Not called on a connector that FAILED.</summary>
    /// <param name="cancellationToken">Cancelled when the connector's five seconds to stop are over.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>Checks a configuration, from the form of each value to what only this connector knows (does the host answer, does the table exist).</summary>
    /// <remarks>Called on an instance that was never started and that serves every validation of its class, from several flows at once.</remarks>
    /// <param name="config">The configuration as asked for, variables resolved.</param>
    /// <param name="cancellationToken">Cancelled when the caller has gone.</param>
    /// <returns>All errors at once. Bad input is an error on its key, never an exception.</returns>
    ValueTask<ConfigValidationResult> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Config.Validate(config));
}
