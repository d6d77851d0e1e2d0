using System.Globalization;
using Connect;
using Connect.Connectors;
using Connect.Data;
using Connect.Plugins;

namespace Lab;

/// <summary>Writes as many records as <c>rows</c> says, in polls of <c>batch</c> (all at once by default), with offsets under a partition of many
/// fields, in the order of Java's hash maps.</summary>
[PluginClassName("lab.LabSource$LabTask")]
public sealed class LabTask : SourceTask
{
    private SourcePartition _partition = SourcePartition.Empty;
    private string _topic = "";
    private long _rows;
    private long _batch;
    private long _written;

    public override string Version => "1";

    public override async ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        var task = int.Parse(context.Properties["task.id"]!, CultureInfo.InvariantCulture);
        if (context.Properties.GetValueOrDefault("fail") == $"task{task}")
            throw new ConnectException($"lab: task {task} refuses to start");
        (_topic, _rows) = (context.Properties["topic"]!, long.Parse(context.Properties["rows"]!, CultureInfo.InvariantCulture));
        _batch = context.Properties.GetValueOrDefault("batch") is { } batch ? long.Parse(batch, CultureInfo.InvariantCulture) : _rows;
        _partition = new SourcePartition(
        [
            new("server", "s\u00fcd"), new("database", "db1"), new("shard", (long)task), new("table", $"t{task}"),
        ]);
        var stored = await context.Offsets.GetOffsetAsync(_partition, cancellationToken).ConfigureAwait(false);
        _written = stored is null ? 0 : Convert.ToInt64(stored["n"], CultureInfo.InvariantCulture);
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        if (_written >= _rows)
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        var first = _written + 1;
        _written = Math.Min(_rows, _written + _batch);

        // No commit of offsets comes between two records of a poll.
        return [.. Enumerable.Range((int)first, (int)(_written - first + 1)).Select(row => Row(row))];
    }

    private SourceRecord Row(long row) =>
        new(
            _partition, new SourceOffset([new("file", $"bin.00000{row}"), new("done", row == _rows), new("n", row)]), _topic, Schema.String,
            $"row {row}");
}
