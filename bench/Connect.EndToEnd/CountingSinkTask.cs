using System.Globalization;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A task of <see cref="CountingSink"/>.</summary>
public sealed class CountingSinkTask : SinkTask
{
    private string _folder = "";
    private long _warm;
    private long _count;
    private long _done;
    private List<long>? _latencies;

    public override ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _folder = context.Properties["marks"]!;
        _warm = long.Parse(context.Properties["warm"]!, CultureInfo.InvariantCulture);
        _count = long.Parse(context.Properties["count"]!, CultureInfo.InvariantCulture);
        _latencies = context.Properties.GetValueOrDefault("stamped") == "true" ? [] : null;
        return base.StartAsync(context, cancellationToken);
    }

    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        var before = _done;
        _done += records.Count;
        if (_latencies is not null)
            Take(records, before);
        if (_latencies is not null && before == 0 && _done > 0)
            Mark.Write(_folder, "first", _done);
        if (before < _warm && _done >= _warm)
            Mark.Write(_folder, "warm", _done);
        if (before < _count && _done >= _count)
            Mark.Write(_folder, "end", _done);
        return ValueTask.CompletedTask;
    }

    private void Take(IReadOnlyList<SinkRecord> records, long before)
    {
        foreach (var record in records)
        {
            if (before++ >= _warm && before <= _count)
                _latencies!.Add(Mark.Now - LatencyRuns.StampOf((byte[])record.Value!));
        }

        if (_latencies!.Count != _count - _warm)
            return;
        var path = Path.Combine(_folder, "latencies");
        File.WriteAllLines(path + ".part", _latencies.Select(latency => latency.ToString(CultureInfo.InvariantCulture)));
        File.Move(path + ".part", path, overwrite: true);
    }
}
