using Confluent.Kafka;
using Connect.Converters;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Converts the client's results to records.</summary>
/// <remarks>With a single topic, the client is not asked for topic names, which it would decode again for every record; with several topics, records
/// share the strings.</remarks>
internal sealed class ConsumeResultReader
{
    private readonly Dictionary<string, string> _topics = new(StringComparer.Ordinal);
    private readonly string? _onlyTopic;
    private string? _last;

    /// <summary>Creates the reader.</summary>
    /// <param name="selection">The topics that are read.</param>
    public ConsumeResultReader(TopicSelection selection) => _onlyTopic = selection.Names is [var only] ? only : null;

    /// <summary>The value of <c>dotnet.consumer.consume.result.fields</c>.</summary>
    public string Fields => _onlyTopic is null ? "headers,timestamp,topic" : "headers,timestamp";

    /// <summary>Reads one result.</summary>
    /// <param name="result">The client's result.</param>
    public ConsumedRecord Read(ConsumeResult<byte[]?, byte[]?> result)
    {
        var message = result.Message;
        var timestamp = message.Timestamp;
        return new ConsumedRecord(
            TopicOf(result.Topic), result.Partition.Value, result.Offset.Value, TimestampOf(timestamp), TypeOf(timestamp.Type), message.Key,
            message.Value, HeadersOf(message.Headers));
    }

    /// <summary>Returns the shared string of a topic.</summary>
    /// <param name="topic">The topic as the client names it; null if it does not.</param>
    public string TopicOf(string? topic)
    {
        if (topic is null)
            return _onlyTopic ?? "";
        if (_last == topic)
            return _last;
        if (!_topics.TryGetValue(topic, out var shared))
            _topics[topic] = shared = topic;
        return _last = shared;
    }

    private static long TimestampOf(Timestamp timestamp) => timestamp.Type == TimestampType.NotAvailable ? -1 : timestamp.UnixTimestampMs;

    private static Connectors.TimestampType TypeOf(TimestampType type) => type switch
    {
        TimestampType.CreateTime => Connectors.TimestampType.CreateTime,
        TimestampType.LogAppendTime => Connectors.TimestampType.LogAppendTime,
        _ => Connectors.TimestampType.NoTimestampType,
    };

    private static RawHeaders? HeadersOf(Headers? headers)
    {
        if (headers is not { Count: > 0 })
            return null;
        var result = new RawHeaders();
        foreach (var header in headers)
            result.Add(header.Key, header.GetValueBytes());
        return result;
    }
}
