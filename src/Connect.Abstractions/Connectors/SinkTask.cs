namespace Connect.Connectors;

/// <summary>A base class for sink tasks.</summary>
public abstract class SinkTask : ISinkTask
{
    private SinkTaskContext? _context;

    /// <inheritdoc/>
    /// <value>The version of the task's assembly, unless overridden.</value>
    public virtual string Version => AssemblyVersion.Of(GetType());

    /// <summary>The context that the runtime passed to <see cref="StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The task has not been started.</exception>
    protected SinkTaskContext Context => _context ?? throw new InvalidOperationException("The task has not been started.");

    /// <inheritdoc/>
    /// <remarks><see cref="Context"/> is set before this call: an override need not call the base method.</remarks>
    public virtual ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public virtual ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public abstract ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual async ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        await FlushAsync(offsets, cancellationToken).ConfigureAwait(false);
        return offsets;
    }

    /// <inheritdoc/>
    public virtual ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    ValueTask ISinkTask.StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return StartAsync(context, cancellationToken);
    }

    /// <inheritdoc/>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
