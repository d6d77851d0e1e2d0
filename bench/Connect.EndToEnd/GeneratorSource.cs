using Connect.Configuration;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A source that costs next to nothing; the same as the one in <c>java/</c>.</summary>
internal sealed class GeneratorSource : SourceConnector<GeneratorSourceTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("topic", ConfigType.String, ConfigImportance.High, "The topic.")
        .Define("kind", ConfigType.String, "bytes", ConfigImportance.High, "bytes, string or struct.")
        .Define("size", ConfigType.Int, 100, ConfigImportance.High, "How many bytes a record has.")
        .Define("batch", ConfigType.Int, 1000, ConfigImportance.High, "Records a poll.")
        .Define("count", ConfigType.Long, ConfigImportance.High, "How many records there are.");
}
