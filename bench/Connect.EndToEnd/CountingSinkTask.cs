using System.Globalization;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A task of <see cref="CountingSink"/>.</summary>
internal sealed class CountingSinkTask : SinkTask
{
    private string _folder = "";
    private long _warm;
    private long _count;
    private long _done;

    public override ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _folder = context.Properties["marks"]!;
        _warm = long.Parse(context.Properties["warm"]!, CultureInfo.InvariantCulture);
        _count = long.Parse(context.Properties["count"]!, CultureInfo.InvariantCulture);
        return base.StartAsync(context, cancellationToken);
    }

    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        var before = _done;
        _done += records.Count;
        if (before < _warm && _done >= _warm)
            Mark.Write(_folder, "warm", _done);
        if (before < _count && _done >= _count)
            Mark.Write(_folder, "end", _done);
        return ValueTask.CompletedTask;
    }
}
