using BenchmarkDotNet.Attributes;
using Connect.Connectors;
using Connect.Data;
using Connect.Runtime;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Transforms;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Benchmarks.Transforms;

/// <summary>A chain of three transforms on a struct of ten fields, with and without the engine's error handling, and each of some transforms
/// alone.</summary>
[MemoryDiagnoser]
public class TransformChainBenchmark
{
    private readonly SourceRecord _record = CreateRecord();
    private readonly SourceRecord _map = CreateMapRecord();
    private readonly ITransform<ConnectRecord> _insert = new InsertField(new InsertFieldOptions { TopicField = "topic", TimestampField = "at" });
    private readonly ITransform<ConnectRecord> _mask = new MaskField(new MaskFieldOptions { Fields = ["card"] });
    private readonly ITransform<ConnectRecord> _route = new RegexRouter(new RegexRouterOptions { Regex = "(.*)-(\\d+)", Replacement = "$1" });
    private readonly ITransform<ConnectRecord> _cast = new Cast(
        new CastOptions { Fields = new Dictionary<string, SchemaType> { ["f1"] = SchemaType.Int32, ["f2"] = SchemaType.Float64 } });
    private readonly ITransform<ConnectRecord> _replace = new ReplaceField(
        new ReplaceFieldOptions { Exclude = ["f3"], Renames = new Dictionary<string, string> { ["f4"] = "g4" } });
    private readonly ITransform<ConnectRecord> _time = new TimestampRouter(new TimestampRouterOptions());
    private readonly ITransform<ConnectRecord> _text = new TimestampConverter(
        new TimestampConverterOptions { Field = "f9", TargetType = TimestampTargetType.Text, Format = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX" });
    private TransformChain _chain = null!;

    [GlobalSetup]
    public void Setup()
    {
        var retry = new RetryWithTolerance(
            ErrorPolicy.Default,
            new ProcessingContext(new ConnectorTaskId("bench", 0)),
            new ErrorReports([]),
            new ErrorCounts(TimeProvider.System),
            TimeProvider.System,
            NullLogger<RetryWithTolerance>.Instance);
        _chain = new TransformChain([Step(_insert), Step(_mask), Step(_route)], retry);
    }

    [GlobalCleanup]
    public void Cleanup() => _chain.Dispose();

    [Benchmark(Baseline = true)]
    public ConnectRecord? Three_transforms() => _route.Apply(_mask.Apply(_insert.Apply(_record)!)!);

    [Benchmark]
    public async ValueTask<ConnectRecord?> Three_transforms_in_the_engine() =>
        await _chain.ApplyAsync(_record, CancellationToken.None).ConfigureAwait(false);

    [Benchmark]
    public ConnectRecord? Three_transforms_without_schema() => _route.Apply(_mask.Apply(_insert.Apply(_map)!)!);

    [Benchmark]
    public ConnectRecord? Insert() => _insert.Apply(_record);

    [Benchmark]
    public ConnectRecord? Mask() => _mask.Apply(_record);

    [Benchmark]
    public ConnectRecord? Route_by_name() => _route.Apply(_record);

    [Benchmark]
    public ConnectRecord? Route_by_time() => _time.Apply(_record);

    [Benchmark]
    public ConnectRecord? Cast_two_fields() => _cast.Apply(_record);

    [Benchmark]
    public ConnectRecord? Replace() => _replace.Apply(_record);

    [Benchmark]
    public ConnectRecord? Timestamp_to_text() => _text.Apply(_record);

    private static PredicatedTransform Step(ITransform<ConnectRecord> transform) =>
        new(transform.GetType().Name, transform.GetType().FullName!, transform);

    private static SourceRecord CreateRecord()
    {
        var schema = SchemaBuilder.Struct().Name("order")
            .Field("id", Schema.Int64).Field("card", Schema.String).Field("f1", Schema.Int64).Field("f2", Schema.Int32)
            .Field("f3", Schema.OptionalString)
            .Field("f4", Schema.Float64).Field("f5", Schema.Boolean).Field("f6", Schema.String).Field("f7", Schema.Int16)
            .Field("f9", LogicalTypes.Timestamp).Build();
        var order = new Struct(schema)
        {
            ["id"] = 17L,
            ["card"] = "4111111111111111",
            ["f1"] = 5L,
            ["f2"] = 6,
            ["f3"] = "three",
            ["f4"] = 4.5,
            ["f5"] = true,
            ["f6"] = "six",
            ["f7"] = (short)7,
            ["f9"] = DateTimeOffset.FromUnixTimeMilliseconds(1_709_210_096_789),
        };
        return new SourceRecord(null, null, "orders-1", 3, Schema.Int64, 17L, schema, order, 1_709_210_096_789);
    }

    private static SourceRecord CreateMapRecord()
    {
        var source = CreateRecord();
        var map = new ConnectMap(10);
        foreach (var field in source.ValueSchema!.Fields)
            map[field.Name] = ((Struct)source.Value!)[field];
        return new SourceRecord(null, null, "orders-1", 3, null, "k", null, map, 1_709_210_096_789);
    }
}
