using System.Globalization;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;

namespace Lab;

/// <summary>The counterpart of the Java source with which the internal topics were recorded.</summary>
[PluginClassName("lab.LabSource")]
public sealed class LabSource : SourceConnector<LabTask>
{
    public override string Version => "1";

    public override ConfigDef Config { get; } = new ConfigDef().Define("topic", ConfigType.String, ConfigImportance.High, "");

    public override ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TaskConfig>>(
            [
                .. Enumerable.Range(0, maxTasks)
                    .Select(task => new TaskConfig(Context.Properties).With("task.id", task.ToString(CultureInfo.InvariantCulture))),
            ]);

    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<SourcePartition, SourceOffset?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
