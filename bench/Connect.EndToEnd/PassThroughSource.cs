using System.Globalization;
using Connect.Configuration;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A source that costs next to nothing: the same bytes again and again, each with an offset of its own.</summary>
internal sealed class PassThroughSource : SourceConnector<PassThroughSourceTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("topic", ConfigType.String, ConfigImportance.High, "The topic to write to.")
        .Define("size", ConfigType.Int, ConfigImportance.High, "How many bytes a record has.");
}

/// <summary>A task of <see cref="PassThroughSource"/>.</summary>
internal sealed class PassThroughSourceTask(Runs runs) : SourceTask
{
    private const int Batch = 1000;

    private static readonly SourcePartition Here = new("bench", "here");

    private Run _run = null!;
    private string _topic = "";
    private byte[] _value = [];
    private int _next;

    public override ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        _run = runs[context.ConnectorName];
        _topic = context.Properties["topic"]!;
        _value = new byte[int.Parse(context.Properties["size"]!, CultureInfo.InvariantCulture)];
        return base.StartAsync(context, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await _run.Begun.WaitAsync(cancellationToken);
        if (_next >= _run.Count)
        {
            _run.Exhaust();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        var records = new SourceRecord[Math.Min(Batch, _run.Count - _next)];
        for (var i = 0; i < records.Length; i++)
            records[i] = new SourceRecord(Here, new SourceOffset("n", (long)_next++), _topic, null, _value);
        return records;
    }

    /// <summary>Called when the last record is acknowledged and its offset stored.</summary>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _run.End();
        return ValueTask.CompletedTask;
    }
}
