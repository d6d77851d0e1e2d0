using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Tests.Plugins.Second;

public sealed class Upper : ITransform<SourceRecord>
{
    public SourceRecord? Apply(SourceRecord record) => record with { Value = ((string)record.Value!).ToUpperInvariant() };
}
