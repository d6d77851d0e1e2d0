using Connect.Connectors;
using Connect.Transforms;

namespace Greeter;

/// <summary>Replaces the value by what the version of the library says that came with the plugin.</summary>
public sealed class GreetTransform : ITransform<ConnectRecord>
{
    public ConnectRecord? Apply(ConnectRecord record) => record with { Value = Greeting.Words.Text };
}
