using System.Buffers;
using System.Text;
using Connect.Connectors;
using Connect.Data;
using Connect.Plugins;

namespace Connect.FileStreams;

/// <summary>Writes the values of records to one file, or to standard output.</summary>
/// <remarks>Each value is written as text with the platform's line separator, null as <c>null</c>; keys and headers are left out. Offsets are
/// committed after the lines have been flushed to the disk. Corresponds to <c>org.apache.kafka.connect.file.FileStreamSinkTask</c>.</remarks>
/// <param name="timeProvider">The clock; null for the system's.</param>
[PluginClassName("org.apache.kafka.connect.file.FileStreamSinkTask")]
public sealed class FileStreamSinkTask(TimeProvider? timeProvider = null) : SinkTask, IDisposable
{
    private static readonly byte[] LineEnd = Encoding.UTF8.GetBytes(Environment.NewLine);

    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private AppendedFile? _file;
    private Stream? _standardOutput;

    /// <inheritdoc/>
    public override string Version => FileStreamPlugins.Version;

    /// <inheritdoc/>
    /// <exception cref="ConnectException">The file cannot be opened for writing.</exception>
    public override ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = FileStreamSinkConnector.Definition.Parse(context.Properties).GetString(FileStreamSinkConnector.FileKey);
        if (string.IsNullOrEmpty(path))
            _standardOutput = Console.OpenStandardOutput();
        else
            _file = new AppendedFile(path, timeProvider ?? TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0)
            return;
        _lines.ResetWrittenCount();
        foreach (var record in records)
        {
            Encoding.UTF8.GetBytes(record.Value as string ?? JavaText.Of(record.Value), _lines);
            _lines.Write(LineEnd);
        }

        if (_file is not null)
            await _file.AppendAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        else
            await _standardOutput!.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        _file?.FlushToDisk();
        if (_standardOutput is not null)
            await _standardOutput.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
