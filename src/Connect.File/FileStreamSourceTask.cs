using Connect.Connectors;
using Connect.Data;
using Connect.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.FileStreams;

/// <summary>Reads the lines of one file, or of standard input.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.file.FileStreamSourceTask</c>. With <c>run.to.end=true</c> the task ends at the end of the
/// file or of standard input; an unterminated last line is then a record, and a missing file fails the task.</remarks>
/// <param name="logger">Hears of a missing, truncated or rotated file; null for none.</param>
/// <param name="timeProvider">The clock; null for the system's.</param>
[PluginClassName("org.apache.kafka.connect.file.FileStreamSourceTask")]
public sealed class FileStreamSourceTask(ILogger<FileStreamSourceTask>? logger = null, TimeProvider? timeProvider = null) : SourceTask
{
    /// <summary>How often a file is checked that had a line recently.</summary>
    private static readonly TimeSpan ShortInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a file is checked otherwise, as in Kafka Connect.</summary>
    private static readonly TimeSpan LongInterval = TimeSpan.FromSeconds(1);

    /// <summary>After how many checks without a line a poll returns empty; one when the interval is long.</summary>
    private const int ChecksPerPoll = 10;

    /// <summary>After how many checks without a line the long interval begins.</summary>
    private const int ShortChecks = 50;

    private readonly ILogger _logger = logger ?? NullLogger<FileStreamSourceTask>.Instance;
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly List<SourceRecord> _batch = [];
    private SourceTaskContext _context = null!;
    private ILineSource _lines = null!;
    private SourcePartition _partition = null!;
    private string _topic = null!;
    private int _batchSize;
    private int _emptyChecks;
    private bool _isAtEnd;

    /// <inheritdoc/>
    public override string Version => FileStreamPlugins.Version;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        var config = FileStreamSourceConnector.Definition.Parse(context.Properties);
        var file = config.GetString(FileStreamSourceConnector.FileKey);
        file = string.IsNullOrEmpty(file) ? null : file;
        _topic = config.GetString(FileStreamSourceConnector.TopicKey)!;
        _batchSize = config.GetInt32(FileStreamSourceConnector.BatchSizeKey);
        _partition = new SourcePartition(FileStreamSourceConnector.FilenameEntry, file);
        _lines = file is null
            ? new StandardInput(Console.OpenStandardInput())
            : new TailedFile(file, await ReadPositionAsync(context, cancellationToken).ConfigureAwait(false), _logger);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        _batch.Clear();
        for (var checks = 0; ;)
        {
            Take();
            if (_batch.Count > 0)
                _emptyChecks = 0;
            if (_batch.Count >= _batchSize)
                return _batch;
            var isQuiet = _emptyChecks >= ShortChecks;
            var isWaiting = _isAtEnd && _batch.Count == 0;
            if (isWaiting && checks >= (isQuiet ? 1 : ChecksPerPoll))
                return _batch;
            _isAtEnd = false; // Also if the wait is interrupted: the next poll then checks at once.
            if (isWaiting)
                await Task.Delay(isQuiet ? UntilNextCheck() : ShortInterval, _time, cancellationToken).ConfigureAwait(false);
            if (await _lines.ReadMoreAsync(cancellationToken).ConfigureAwait(false))
                continue;
            if (_context.RunsToEnd && _lines.TryEnd())
            {
                Take();
                _context.SignalEnd();
                return _batch;
            }

            if (_batch.Count > 0)
                return _batch;
            _isAtEnd = true;
            checks++;
            _emptyChecks++;
        }
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => _lines?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async ValueTask<long> ReadPositionAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        var file = context.Properties[FileStreamSourceConnector.FileKey];
        var offset = await context.Offsets.GetOffsetAsync(new SourcePartition(FileStreamSourceConnector.FilenameEntry, file), cancellationToken)
            .ConfigureAwait(false);
        if (offset is null || !offset.TryGetValue(FileStreamSourceConnector.PositionEntry, out var position) || position is null)
            return 0;
        return position is long bytes and >= 0
            ? bytes
            : throw new ConnectException(
                $"Offset position is the incorrect type: the stored offset of '{file}' is {offset}, and its position is not a whole number of 0 or "
                    + "more. Stop the connector and alter or reset its offsets.");
    }

    /// <summary>Checks of quiet files fall on whole seconds, so that many tasks share one wake-up of the process.</summary>
    private TimeSpan UntilNextCheck()
    {
        var left = LongInterval - TimeSpan.FromTicks(_time.GetElapsedTime(0).Ticks % LongInterval.Ticks);
        return left < ShortInterval ? left + LongInterval : left;
    }

    private void Take()
    {
        if (_batch.Count >= _batchSize || !_lines.TryTakeLine(out var line))
            return;
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        do
        {
            _batch.Add(new SourceRecord(
                _partition, new SourceOffset(FileStreamSourceConnector.PositionEntry, _lines.Position), _topic, Schema.String,
                line)
            { Timestamp = now });
        }
        while (_batch.Count < _batchSize && _lines.TryTakeLine(out line));
    }
}
