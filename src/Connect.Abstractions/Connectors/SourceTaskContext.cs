namespace Connect.Connectors;

/// <summary>What the runtime hands a source task at its start.</summary>
/// <remarks>Every member may be called from any thread. Corresponds to <c>org.apache.kafka.connect.source.SourceTaskContext</c>.</remarks>
public abstract class SourceTaskContext
{
    /// <summary>The connector's name.</summary>
    public abstract string ConnectorName { get; }

    /// <summary>The task's number within its connector, from 0.</summary>
    public abstract int TaskNumber { get; }

    /// <summary>The task's configuration, variables resolved.</summary>
    public abstract IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>The stored offsets.</summary>
    public abstract IOffsetReader Offsets { get; }

    /// <summary>Where transactions end; null unless the worker delivers exactly once and <c>transaction.boundary=connector</c>.</summary>
    public virtual ITransactionContext? Transactions => null;
}
