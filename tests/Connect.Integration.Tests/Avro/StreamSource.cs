using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Integration.Tests.Avro;

/// <summary>Delivers what a test puts into its <see cref="RecordStream"/>.</summary>
public sealed class StreamSource : SourceConnector<StreamSourceTask>
{
    public override ConfigDef Config { get; } = new ConfigDef().Define("topic", ConfigType.String, ConfigImportance.High, "The topic.");
}
