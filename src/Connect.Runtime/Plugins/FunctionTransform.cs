using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>A transform written as a function.</summary>
internal sealed class FunctionTransform(Func<ConnectRecord, ConnectRecord?> apply) : ITransform<ConnectRecord>
{
    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record) => apply(record);
}
