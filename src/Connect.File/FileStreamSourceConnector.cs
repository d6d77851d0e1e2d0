using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;

namespace Connect.FileStreams;

/// <summary>Reads the lines of a file, or of standard input, into a topic, and continues as the file grows.</summary>
/// <remarks>
/// <para>One task, whatever <c>tasks.max</c> says. Keys, defaults and stored offsets are those of
/// <c>org.apache.kafka.connect.file.FileStreamSourceConnector</c>. Positions count bytes: of ASCII files they are Kafka Connect's own, of other files
/// they are right where Kafka Connect's are not.</para>
/// </remarks>
[PluginClassName("org.apache.kafka.connect.file.FileStreamSourceConnector")]
public sealed class FileStreamSourceConnector : SourceConnector<FileStreamSourceTask>
{
    internal const string FileKey = "file";
    internal const string TopicKey = "topic";
    internal const string BatchSizeKey = "batch.size";
    internal const string FilenameEntry = "filename";
    internal const string PositionEntry = "position";

    internal static ConfigDef Definition { get; } = new ConfigDef()
        .Define(FileKey, ConfigType.String, null, ConfigImportance.High, "Source filename. If not specified, the standard input will be used")
        .Define(TopicKey, ConfigType.String, ConfigImportance.High, "The topic to publish data to", validator: ConfigValidators.NonEmptyString)
        .Define(BatchSizeKey, ConfigType.Int, 2000, ConfigImportance.Low,
            "The maximum number of records the source task can read from the file each time it is polled");

    /// <inheritdoc/>
    public override string Version => FileStreamPlugins.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        Definition.Parse(context.Properties);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Of a file, exactly once; of standard input, which cannot be read again, not.</remarks>
    public override ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) =>
        string.IsNullOrEmpty(Definition.Parse(config).GetString(FileKey)) ? ExactlyOnceSupport.Unsupported : ExactlyOnceSupport.Supported;

    /// <inheritdoc/>
    /// <exception cref="ConnectException">There is no file, or an offset has no <c>position</c> that is a whole number of 0 or more, or a partition
    /// no <c>filename</c>.</exception>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config,
        IReadOnlyDictionary<SourcePartition, SourceOffset?> offsets,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        if (string.IsNullOrEmpty(Definition.Parse(config).GetString(FileKey)))
            throw new ConnectException(
                "Offsets cannot be modified if the 'file' configuration is unspecified. This is because stdin is used for input and offsets are not "
                    + "tracked.");
        foreach (var (partition, offset) in offsets)
        {
            if (offset is null)
                continue; // A reset: also of partitions that a connector of another kind has left behind.
            CheckOffset(offset);
            if (!partition.ContainsKey(FilenameEntry))
                throw new ConnectException("Partition objects should contain the key 'filename'");
        }

        return ValueTask.FromResult(true);
    }

    private static void CheckOffset(SourceOffset offset)
    {
        if (!offset.TryGetValue(PositionEntry, out var position))
            throw new ConnectException("Offset objects should either be null or contain the key 'position'");
        if (position is not long bytes)
            throw new ConnectException(
                $"The value for the 'position' key in the offset is expected to be a Long value, and not {position ?? "null"}");
        if (bytes < 0)
            throw new ConnectException("The value for the 'position' key in the offset should be a non-negative value");
    }
}
