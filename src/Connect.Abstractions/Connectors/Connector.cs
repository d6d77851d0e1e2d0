using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;

namespace Connect.Connectors;

/// <summary>What <see cref="SourceConnector{TTask}"/> and <see cref="SinkConnector{TTask}"/> have in common: one task with the connector's own configuration, unless told otherwise.</summary>
/// <typeparam name="TContext">What the runtime hands in at the start.</typeparam>
/// <typeparam name="TTask">The class of the tasks.</typeparam>
public abstract class Connector<TContext, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTask> : IConnector
    where TContext : ConnectorContext
{
    private TContext? _context;

    /// <inheritdoc/>
    /// <value>The version of the assembly that holds the connector, unless overridden.</value>
    public virtual string Version => AssemblyVersion.Of(GetType());

    /// <inheritdoc/>
    public abstract ConfigDef Config { get; }

    /// <inheritdoc/>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type TaskType => typeof(TTask);

    /// <summary>What the runtime handed in at the start.</summary>
    /// <exception cref="InvalidOperationException">The connector has not been started.</exception>
    protected TContext Context => _context ?? throw new InvalidOperationException("The connector has not been started.");

    /// <summary>Starts the connector. Called before <see cref="GetTaskConfigsAsync"/>, once for each instance.</summary>
    /// <param name="context">The configuration and what the connector may ask of the runtime.</param>
    /// <param name="cancellationToken">Cancelled when the connector is stopped.</param>
    /// <returns>A task that ends when the connector has started.</returns>
    /// <exception cref="ConnectException">The connector cannot start; it becomes FAILED.</exception>
    /// <remarks>The runtime, which calls through the interface, has kept the context before: an override need not call the base.</remarks>
    public virtual ValueTask StartAsync(TContext context, CancellationToken cancellationToken)
    {
        Keep(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>One task with the connector's configuration.</remarks>
    public virtual ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TaskConfig>>([new TaskConfig(Context.Properties)]);

    /// <inheritdoc/>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private protected void Keep(TContext context) => _context = context;

    /// <inheritdoc/>
    /// <remarks>Checks the configuration against <see cref="Config"/>.</remarks>
    public virtual ValueTask<ConfigValidationResult> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Config.Validate(config));
}
