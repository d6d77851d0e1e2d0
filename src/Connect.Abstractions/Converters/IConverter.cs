using Connect.Data;

namespace Connect.Converters;

/// <summary>Converts the key or value of a record to bytes and back.</summary>
/// <remarks>
/// <para>An instance converts either the keys or the values of one task and gets one call at a time. Its constructor receives its configuration: the
/// keys with the prefix <c>key.converter.</c> or <c>value.converter.</c>, without the prefix, and <c>converter.type</c> (<c>key</c> or
/// <c>value</c>).</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.Converter</c>.</para>
/// </remarks>
public interface IConverter
{
    /// <summary>Converts a key or value to bytes.</summary>
    /// <param name="topic">The topic to which the record is written.</param>
    /// <param name="headers">The record's headers as they are written to Kafka; the converter may add to them.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The bytes; null for Kafka's null (a tombstone, if it is the value).</returns>
    /// <exception cref="DataException">The value cannot be converted; <c>errors.tolerance</c> applies.</exception>
    /// <exception cref="RetriableConnectException">A system that the converter needs is temporarily unavailable.</exception>
    ValueTask<byte[]?> FromConnectDataAsync(string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken);

    /// <summary>Converts bytes to a key or value.</summary>
    /// <param name="topic">The topic from which the record was read.</param>
    /// <param name="headers">The record's headers as read from Kafka.</param>
    /// <param name="data">The bytes; null for Kafka's null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DataException">The bytes cannot be read; <c>errors.tolerance</c> applies.</exception>
    /// <exception cref="RetriableConnectException">A system that the converter needs is temporarily unavailable.</exception>
    ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken);
}
