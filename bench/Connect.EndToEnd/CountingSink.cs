using Connect.Configuration;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A sink that only counts; the same as the one in <c>java/</c>.</summary>
public sealed class CountingSink : SinkConnector<CountingSinkTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("marks", ConfigType.String, ConfigImportance.High, "The folder of the marks.")
        .Define("warm", ConfigType.Long, ConfigImportance.High, "How many records come before those that count.")
        .Define("count", ConfigType.Long, ConfigImportance.High, "How many records there are.");
}
