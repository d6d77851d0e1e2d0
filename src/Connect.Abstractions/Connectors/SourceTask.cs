namespace Connect.Connectors;

/// <summary>A base class for source tasks.</summary>
public abstract class SourceTask : ISourceTask
{
    private SourceTaskContext? _context;

    /// <inheritdoc/>
    /// <value>The version of the assembly that holds the task, unless overridden.</value>
    public virtual string Version => AssemblyVersion.Of(GetType());

    /// <summary>What the runtime handed in at the start.</summary>
    /// <exception cref="InvalidOperationException">The task has not been started.</exception>
    protected SourceTaskContext Context => _context ?? throw new InvalidOperationException("The task has not been started.");

    /// <inheritdoc/>
    /// <remarks>The runtime, which calls through the interface, has kept the context before: an override need not call the base.</remarks>
    public virtual ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public abstract ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    ValueTask ISourceTask.StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return StartAsync(context, cancellationToken);
    }

    /// <inheritdoc/>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
