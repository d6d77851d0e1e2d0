using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;

namespace Connect.Connectors;

/// <summary>The base class of <see cref="SourceConnector{TTask}"/> and <see cref="SinkConnector{TTask}"/>. By default a connector has one task, with
/// the connector's own configuration.</summary>
/// <typeparam name="TContext">The context that the runtime passes to <see cref="StartAsync"/>.</typeparam>
/// <typeparam name="TTask">The class of the tasks.</typeparam>
public abstract class Connector<TContext, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTask> : IConnector
    where TContext : ConnectorContext
{
    private TContext? _context;

    /// <inheritdoc/>
    /// <value>The version of the connector's assembly, unless overridden.</value>
    public virtual string Version => AssemblyVersion.Of(GetType());

    /// <inheritdoc/>
    public abstract ConfigDef Config { get; }

    /// <inheritdoc/>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type TaskType => typeof(TTask);

    /// <summary>The context that the runtime passed to <see cref="StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The connector has not been started.</exception>
    protected TContext Context => _context ?? throw new InvalidOperationException("The connector has not been started.");

    /// <summary>Starts the connector. Called once for each instance, before <see cref="GetTaskConfigsAsync"/>.</summary>
    /// <param name="context">The configuration, and what the connector may request from the runtime.</param>
    /// <param name="cancellationToken">Cancelled when the connector is stopped.</param>
    /// <returns>A task that completes when the connector has started.</returns>
    /// <exception cref="ConnectException">The connector cannot start; it becomes FAILED.</exception>
    /// <remarks><see cref="Context"/> is set before this call: an override need not call the base method.</remarks>
    public virtual ValueTask StartAsync(TContext context, CancellationToken cancellationToken)
    {
        Keep(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Returns one task with the connector's configuration.</remarks>
    public virtual ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TaskConfig>>([new TaskConfig(Context.Properties)]);

    /// <inheritdoc/>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private protected void Keep(TContext context) => _context = context;

    /// <inheritdoc/>
    /// <remarks>Checks the configuration against <see cref="Config"/>.</remarks>
    public virtual ValueTask<ConfigValidationResult> ValidateAsync(
        IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Config.Validate(config));
}
