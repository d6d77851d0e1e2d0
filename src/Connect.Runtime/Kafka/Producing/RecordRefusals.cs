using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Why a record was not sent, in words.</summary>
internal static class RecordRefusals
{
    /// <summary>The timestamp is before 1970: Java's words.</summary>
    /// <param name="record">The record.</param>
    public static KafkaClientException InvalidTimestamp(in ProducerRecord record) => new(
        $"Invalid timestamp: {record.Timestamp}. Timestamp should always be non-negative or null. (record for topic {record.Topic})",
        KafkaErrorKind.InvalidRequest);

    /// <summary>The client did not accept the record.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's size in bytes.</param>
    /// <param name="maxSize">The maximum size.</param>
    /// <param name="error">The client's error.</param>
    /// <param name="exception">The client's exception, if there is one.</param>
    public static KafkaClientException NotTaken(string clientId, string topic, int size, long maxSize, Error error, KafkaException? exception = null)
        => error.Code == ErrorCode.MsgSizeTooLarge
            ? new KafkaClientException(
                $"A record of {size} bytes for topic {topic} is larger than max.request.size ({maxSize}) of client {clientId}. Raise it together "
                    + "with the topic's max.message.bytes.",
                KafkaErrorKind.RecordTooLarge, (int)error.Code, innerException: exception)
            : KafkaErrors.Exception($"The client did not accept a record for topic {topic}", error, exception);

    /// <summary>The broker did not accept the record, or the client has given up.</summary>
    /// <param name="topic">The record's topic.</param>
    /// <param name="error">The client's error.</param>
    public static KafkaClientException NotDelivered(string topic, Error error) =>
        KafkaErrors.Exception($"Kafka did not accept a record for topic {topic}", error);

    /// <summary>The client was closed before.</summary>
    /// <param name="clientId">The client's id.</param>
    public static KafkaClientException Closed(string clientId) =>
        new($"Kafka client {clientId} was closed before it knew the record's result", KafkaErrorKind.Closed, isFatal: true);
}
