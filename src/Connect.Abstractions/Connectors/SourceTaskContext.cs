namespace Connect.Connectors;

/// <summary>What the runtime passes to a source task when it starts.</summary>
/// <remarks>All members are thread-safe. Corresponds to <c>org.apache.kafka.connect.source.SourceTaskContext</c>.</remarks>
public abstract class SourceTaskContext
{
    /// <summary>The connector's name.</summary>
    public abstract string ConnectorName { get; }

    /// <summary>The task's number within its connector, from 0.</summary>
    public abstract int TaskNumber { get; }

    /// <summary>The task's configuration, with variables resolved.</summary>
    public abstract IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>The stored offsets.</summary>
    public abstract IOffsetReader Offsets { get; }

    /// <summary>Defines where transactions end; null unless exactly-once is enabled and <c>transaction.boundary=connector</c>.</summary>
    public virtual ITransactionContext? Transactions => null;

    /// <summary>Whether the connector stops when its tasks have no more records (<c>run.to.end=true</c>). A task then calls
    /// <see cref="SignalEnd"/> instead of waiting for new records.</summary>
    public virtual bool RunsToEnd => false;

    /// <summary>Tells the runtime that the task has no records beyond those that the current poll returns.</summary>
    /// <remarks>If <see cref="RunsToEnd"/>, <see cref="ISourceTask.PollAsync"/> is not called again once the current call has returned normally. When
    /// all records are acknowledged and their offsets stored, the task has finished; when all tasks have, the connector becomes STOPPED. Otherwise it
    /// does nothing.</remarks>
    public virtual void SignalEnd()
    {
    }
}
