using Connect.Configuration;
using Connect.Connectors;
using Connect.JavaCompatibility.Dates;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Puts the record's time into the topic's name.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.TimestampRouter</c>.</remarks>
public sealed class TimestampRouter : ITransform<ConnectRecord>
{
    private const string TopicFormatKey = "topic.format";
    private const string TimestampFormatKey = "timestamp.format";

    private readonly string _topicFormat;
    private readonly Lazy<JavaDateFormat> _timestampFormat;
    private Route? _last;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public TimestampRouter(IReadOnlyDictionary<string, string?> config)
        : this(Parse(Config.Parse(config)))
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">How to rename topics.</param>
    public TimestampRouter(TimestampRouterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _topicFormat = options.TopicFormat;
        _timestampFormat = new(() => new(options.TimestampFormat, TimeProvider.System));
    }

    /// <summary>The keys that it reads: <c>topic.format</c>, <c>timestamp.format</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(TopicFormatKey, ConfigType.String, "${topic}-${timestamp}", ConfigImportance.High,
            "The new topic; ${topic} and ${timestamp} stand for the old one and the record's time.")
        .Define(TimestampFormatKey, ConfigType.String, "yyyyMMdd", ConfigImportance.High,
            "A pattern of java.text.SimpleDateFormat for the record's time, in UTC.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The timestamp format is not valid.</exception>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Timestamp is not { } timestamp)
            throw new DataException($"Timestamp missing on record: {record}");
        var format = _timestampFormat.Value;
        if (record.Topic is null)
            throw new DataException("TimestampRouter cannot route a record without a topic");
        var period = HybridCalendar.FloorDivide(timestamp, format.Granularity);
        var last = Volatile.Read(ref _last);
        if (last is null || last.Period != period || !string.Equals(last.Topic, record.Topic, StringComparison.Ordinal))
        {
            last = new(record.Topic, period, NewTopic(record.Topic, format.Format(timestamp)));
            Volatile.Write(ref _last, last);
        }
        return record with { Topic = last.NewTopic };
    }

    // The topic goes in first: a topic that itself holds ${timestamp} gets it replaced too, as in Java.
    private string NewTopic(string topic, string timestamp) => _topicFormat
        .Replace("${topic}", topic, StringComparison.Ordinal)
        .Replace("${timestamp}", timestamp, StringComparison.Ordinal);

    private static TimestampRouterOptions Parse(ParsedConfig config) => new()
    {
        TopicFormat = config.GetString(TopicFormatKey) ?? throw new ConfigException(TopicFormatKey, null, "TimestampRouter needs a topic format"),
        TimestampFormat = config.GetString(TimestampFormatKey)
            ?? throw new ConfigException(TimestampFormatKey, null, "TimestampRouter needs a timestamp format"),
    };

    private sealed record Route(string Topic, long Period, string NewTopic);
}
