using Connect.Configuration;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A source that costs next to nothing; the same as the one in <c>java/</c>.</summary>
public sealed class GeneratorSource : SourceConnector<GeneratorSourceTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("topic", ConfigType.String, ConfigImportance.High, "The topic.")
        .Define("kind", ConfigType.String, "bytes", ConfigImportance.High, "bytes, string or struct; block for a poll that never ends.")
        .Define("size", ConfigType.Int, 100, ConfigImportance.High, "How many bytes a record has.")
        .Define("batch", ConfigType.Int, 1000, ConfigImportance.High, "Records a poll.")
        .Define("interval.ms", ConfigType.Int, 0, ConfigImportance.High, "The time before each poll.")
        .Define("count", ConfigType.Long, ConfigImportance.High, "How many records there are.");

    public override ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TaskConfig>>([.. Enumerable.Repeat(new TaskConfig(Context.Properties), maxTasks)]);
}
