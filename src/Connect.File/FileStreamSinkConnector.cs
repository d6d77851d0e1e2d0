using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;

namespace Connect.FileStreams;

/// <summary>Writes the values of records to a file, or to standard output, one a line.</summary>
/// <remarks>All tasks write the same file. Keys and defaults are those of <c>org.apache.kafka.connect.file.FileStreamSinkConnector</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.file.FileStreamSinkConnector")]
public sealed class FileStreamSinkConnector : SinkConnector<FileStreamSinkTask>
{
    internal const string FileKey = "file";

    internal static ConfigDef Definition { get; } = new ConfigDef()
        .Define(FileKey, ConfigType.String, null, ConfigImportance.High, "Destination filename. If not specified, the standard output will be used");

    /// <inheritdoc/>
    public override string Version => FileStreamPlugins.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TaskConfig>>([.. Enumerable.Repeat(new TaskConfig(Context.Properties), maxTasks)]);

    /// <inheritdoc/>
    /// <remarks>Nothing but the consumer group knows where the file stands: there is nothing else to change.</remarks>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config,
        IReadOnlyDictionary<TopicPartition, long?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
