namespace Connect.Connectors;

/// <summary>A base class for source tasks.</summary>
public abstract class SourceTask : ISourceTask
{
    private SourceTaskContext? _context;

    /// <inheritdoc/>
    /// <value>The version of the task's assembly, unless overridden.</value>
    public virtual string Version => AssemblyVersion.Of(GetType());

    /// <summary>The context that the runtime passed to <see cref="StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The task has not been started.</exception>
    protected SourceTaskContext Context => _context ?? throw new InvalidOperationException("The task has not been started.");

    /// <inheritdoc/>
    /// <remarks><see cref="Context"/> is set before this call: an override need not call the base method.</remarks>
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
