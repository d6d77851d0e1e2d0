using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Integration.Tests.Avro;

/// <summary>Keeps what it is given in a test's <see cref="RecordStream"/>.</summary>
public sealed class StreamSink : SinkConnector<StreamSinkTask>
{
    public override ConfigDef Config { get; } = new();
}
