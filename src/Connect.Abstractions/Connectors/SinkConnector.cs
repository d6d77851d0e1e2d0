using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;

namespace Connect.Connectors;

/// <summary>A base class for sink connectors whose tasks are of class <typeparamref name="TTask"/>: one task with the connector's own configuration, unless told otherwise.</summary>
/// <typeparam name="TTask">The class of the tasks.</typeparam>
public abstract class SinkConnector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTask> : ISinkConnector
    where TTask : ISinkTask
{
    private SinkConnectorContext? _context;

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
    protected SinkConnectorContext Context => _context ?? throw new InvalidOperationException("The connector has not been started.");

    /// <inheritdoc/>
    /// <remarks>Keeps the context; an override calls it first.</remarks>
    public virtual ValueTask StartAsync(SinkConnectorContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>One task with the connector's configuration.</remarks>
    public virtual ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TaskConfig>>([new TaskConfig(Context.Properties)]);

    /// <inheritdoc/>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>Checks the configuration against <see cref="Config"/>.</remarks>
    public virtual ValueTask<ConfigValidationResult> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Config.Validate(config));

    /// <inheritdoc/>
    /// <returns>False: only the offsets that the runtime keeps are changed.</returns>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<TopicPartition, long?> offsets, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
