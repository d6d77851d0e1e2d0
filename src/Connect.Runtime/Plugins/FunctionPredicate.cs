using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>A predicate written as a function.</summary>
internal sealed class FunctionPredicate(Func<ConnectRecord, bool> test) : IPredicate<ConnectRecord>
{
    /// <inheritdoc/>
    public bool Test(ConnectRecord record) => test(record);
}
