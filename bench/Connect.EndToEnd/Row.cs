namespace Connect.EndToEnd;

/// <summary>A row of the table: one way of moving records, measured with the Java worker and with ours.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Kind">What records are: bytes, string or struct.</param>
/// <param name="Converter">The value converter's class.</param>
/// <param name="Count">How many records.</param>
/// <param name="Bar">What ours should be of Java's rate.</param>
internal sealed record Row(string Name, Direction Direction, string Kind, string Converter, long Count, double Bar)
{
    private const string Bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private const string Text = "org.apache.kafka.connect.storage.StringConverter";
    private const string Json = "org.apache.kafka.connect.json.JsonConverter";

    /// <summary>How long the lines of files are.</summary>
    public const int LineLength = 100;

    /// <summary>Whether JSON carries its schema.</summary>
    public bool HasSchema { get; init; }

    /// <summary>Whether the worker runs its sources exactly once.</summary>
    public bool IsExactlyOnce { get; init; }

    /// <summary>What the connector's configuration has besides.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    public static IReadOnlyList<Row> All { get; } =
    [
        new("source", Direction.Source, "bytes", Bytes, 3_000_000, 3),
        new("source-tuned", Direction.Source, "bytes", Bytes, 6_000_000,
            1.3) { Settings = new() { ["batch"] = "5000", ["producer.override.linger.ms"] = "20", ["producer.override.batch.size"] = "262144" } },
        new("source-exactly-once", Direction.Source, "bytes", Bytes, 3_000_000, 2) { IsExactlyOnce = true },
        new("source-exactly-once-interval", Direction.Source, "bytes", Bytes, 3_000_000, 2)
        {
            IsExactlyOnce = true, Settings = new() { ["transaction.boundary"] = "interval", ["transaction.boundary.interval.ms"] = "1000" },
        },
        new("source-json", Direction.Source, "struct", Json, 1_500_000, 3),
        new("source-json-schema", Direction.Source, "struct", Json, 600_000, 8) { HasSchema = true },
        new("source-json-transforms", Direction.Source, "struct", Json, 1_000_000, 3) { Settings = Transforms() },
        new("sink", Direction.Sink, "bytes", Bytes, 6_000_000, 1.3),
        new("sink-tuned", Direction.Sink, "bytes", Bytes, 6_000_000, 1.3) { Settings = new() { ["consumer.override.max.poll.records"] = "5000" } },
        new("sink-string", Direction.Sink, "string", Text, 6_000_000, 1.3),
        new("sink-json", Direction.Sink, "struct", Json, 1_500_000, 2),
        new("sink-json-schema", Direction.Sink, "struct", Json, 600_000, 5) { HasSchema = true },
        new("sink-json-transforms", Direction.Sink, "struct", Json, 1_000_000, 2) { Settings = Transforms() },
        new("file-source", Direction.FileSource, "string", Text, 2_000_000, 3),
        new("file-sink", Direction.FileSink, "string", Text, 3_000_000, 2),
    ];

    /// <summary>How many records come before those that count: the first meet cold code.</summary>
    public long Warm => Count / 4;

    public bool IsSource => Direction is Direction.Source or Direction.FileSource;

    /// <summary>The connector's configuration.</summary>
    /// <param name="isJava">Whether it is for the Java worker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="folder">Where marks and files are.</param>
    public Dictionary<string, string> Configure(bool isJava, string topic, string folder)
    {
        var config = new Dictionary<string, string>(Settings)
        {
            ["name"] = "bench",
            ["tasks.max"] = "1",
            ["key.converter"] = Bytes,
            ["value.converter"] = Converter,
            ["connector.class"] = Direction switch
            {
                Direction.Source => isJava ? "bench.GeneratorSource" : "Connect.EndToEnd.GeneratorSource",
                Direction.Sink => isJava ? "bench.CountingSink" : "Connect.EndToEnd.CountingSink",
                Direction.FileSource => "org.apache.kafka.connect.file.FileStreamSourceConnector",
                _ => "org.apache.kafka.connect.file.FileStreamSinkConnector",
            },
        };
        if (Converter == Json)
            config["value.converter.schemas.enable"] = HasSchema ? "true" : "false";
        config[IsSource ? "topic" : "topics"] = topic;
        switch (Direction)
        {
            case Direction.Source:
                config["kind"] = Kind;
                config.TryAdd("batch", "1000");
                config["size"] = "100";
                config["count"] = $"{Count}";
                break;
            case Direction.Sink:
                config["marks"] = folder;
                config["warm"] = $"{Warm}";
                config["count"] = $"{Count}";
                break;
            case Direction.FileSource:
                config["file"] = Path.Combine(folder, "input");
                break;
            default:
                config["file"] = Path.Combine(folder, "output");
                break;
        }

        if (!IsSource)
            config["consumer.override.auto.offset.reset"] = "earliest";
        return config;
    }

    private static Dictionary<string, string> Transforms() => new()
    {
        ["transforms"] = "insert,mask,route",
        ["transforms.insert.type"] = "org.apache.kafka.connect.transforms.InsertField$Value",
        ["transforms.insert.static.field"] = "origin",
        ["transforms.insert.static.value"] = "bench",
        ["transforms.mask.type"] = "org.apache.kafka.connect.transforms.MaskField$Value",
        ["transforms.mask.fields"] = "card",
        ["transforms.route.type"] = "org.apache.kafka.connect.transforms.RegexRouter",
        ["transforms.route.regex"] = "(.*)-x",
        ["transforms.route.replacement"] = "$1",
    };
}
