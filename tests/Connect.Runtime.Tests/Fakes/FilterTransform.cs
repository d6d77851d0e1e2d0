using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>Changes records as a test says.</summary>
internal sealed class FilterTransform(Func<ConnectRecord, ConnectRecord?> change) : ITransform<ConnectRecord>
{
    public ConnectRecord? Apply(ConnectRecord record) => change(record);
}
