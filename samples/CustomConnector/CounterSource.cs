using System.Globalization;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;

namespace CustomConnector;

/// <summary>A source that counts. It shows the three things a source does: read its configuration, go on where it stopped, give records with
/// offsets.</summary>
public sealed class CounterSource : SourceConnector<CounterTask>
{
    public static ConfigDef Keys { get; } = new ConfigDef()
        .Define("topic", ConfigType.String, ConfigImportance.High, "The topic to count into.", validator: ConfigValidators.NonEmptyString)
        .Define("interval.ms", ConfigType.Long, 200, ConfigImportance.Low, "The time between two numbers, in milliseconds.",
            validator: ConfigValidators.AtLeast(1));

    public override ConfigDef Config => Keys;
}

public sealed class CounterTask(TimeProvider time) : SourceTask
{
    private static readonly SourcePartition Counter = new("counter", "main");
    private static readonly Schema Number = SchemaBuilder.Struct().Name("counter.Number").Field("n", Schema.Int64).Field("text", Schema.String)
        .Build();

    private string _topic = "";
    private TimeSpan _interval;
    private long _next;

    public override async ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        var config = CounterSource.Keys.Parse(context.Properties);
        _topic = config.GetString("topic")!;
        _interval = TimeSpan.FromMilliseconds(config.GetInt64("interval.ms"));
        var stored = await context.Offsets.GetOffsetAsync(Counter, cancellationToken);
        _next = stored is null ? 0 : (long)stored["n"]! + 1;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_interval, time, cancellationToken);
        var value = new Struct(Number) { ["n"] = _next, ["text"] = _next.ToString("N0", CultureInfo.InvariantCulture) };
        var record = new SourceRecord(Counter, new SourceOffset("n", _next), _topic, Number, value);
        _next++;
        return [record];
    }
}
