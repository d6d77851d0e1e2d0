using System.Buffers.Binary;
using System.Globalization;
using Connect.Connectors;
using Connect.Data;

namespace Connect.EndToEnd;

/// <summary>A task of <see cref="GeneratorSource"/>.</summary>
public sealed class GeneratorSourceTask : SourceTask
{
    private static readonly SourcePartition Here = new("bench", "here");

    private static readonly Schema OrderSchema = SchemaBuilder.Struct().Name("bench.Order")
        .Field("id", Schema.Int64)
        .Field("customer", Schema.String)
        .Field("quantity", Schema.Int32)
        .Field("price", Schema.Float64)
        .Field("currency", Schema.String)
        .Field("paid", Schema.Boolean)
        .Field("note", Schema.OptionalString)
        .Field("weight", Schema.Float32)
        .Field("shelf", Schema.Int16)
        .Field("created", Schema.Int64)
        .Field("card", Schema.String)
        .Build();

    private string _topic = "";
    private string _kind = "";
    private byte[] _bytes = [];
    private string _text = "";
    private int _batch;
    private TimeSpan _interval;
    private long _count;
    private long _next;

    public override ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        _topic = context.Properties["topic"]!;
        _kind = context.Properties["kind"]!;
        _bytes = new byte[Number(context, "size")];
        _text = new string('x', (int)Number(context, "size"));
        _batch = (int)Number(context, "batch");
        _count = Number(context, "count");
        _interval = TimeSpan.FromMilliseconds(Number(context, "interval.ms", 0));
        return base.StartAsync(context, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        if (_kind == "block")
            cancellationToken.WaitHandle.WaitOne();
        // Task.Delay goes by a clock that advances every 4 ms on many kernels; this wait takes what it is told to take.
        if (_interval > TimeSpan.Zero)
            cancellationToken.WaitHandle.WaitOne(_interval);
        var records = new SourceRecord[Math.Min(_batch, _count - _next)];
        if (records.Length == 0)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        for (var i = 0; i < records.Length; i++)
        {
            var offset = new SourceOffset("n", _next++);
            records[i] = _kind switch
            {
                "stamp" => new SourceRecord(Here, offset, _topic, null, Stamped()),
                "bytes" => new SourceRecord(Here, offset, _topic, null, _bytes),
                "string" => new SourceRecord(Here, offset, _topic, Schema.String, _text),
                _ => new SourceRecord(Here, offset, _topic, OrderSchema, Order()),
            };
        }

        return records;
    }

    private byte[] Stamped()
    {
        var value = new byte[_bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(value, Mark.Now);
        return value;
    }

    private static long Number(SourceTaskContext context, string key, long? missing = null) =>
        context.Properties.GetValueOrDefault(key) is { } given ? long.Parse(given, CultureInfo.InvariantCulture)
            : missing ?? throw new KeyNotFoundException(key);

    private Struct Order()
    {
        var order = new Struct(OrderSchema);
        order.Set("id", 4711000815L + _next);
        order.Set("customer", "Ada Lovelace and Company");
        order.Set("quantity", 12);
        order.Set("price", 249.95);
        order.Set("currency", "EUR");
        order.Set("paid", true);
        order.Set("note", "leave it at the back door");
        order.Set("weight", 1.5f);
        order.Set("shelf", (short)301);
        order.Set("created", 1_700_000_000_123L);
        order.Set("card", "4111111111111111");
        return order;
    }
}
