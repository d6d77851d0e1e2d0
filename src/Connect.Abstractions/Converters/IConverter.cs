using Connect.Data;

namespace Connect.Converters;

/// <summary>Turns the key or the value of a record into bytes and back.</summary>
/// <remarks>
/// <para>An instance serves the key or the value of one task and is called from one flow at a time. It is made with its configuration: the keys below <c>key.converter.</c> or
/// <c>value.converter.</c> without that prefix, and <c>converter.type</c> (<c>key</c>, <c>value</c>).</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.Converter</c>.</para>
/// </remarks>
public interface IConverter
{
    /// <summary>Turns a key or value into bytes.</summary>
    /// <param name="topic">The topic that the record goes to.</param>
    /// <param name="headers">The record's headers as they will stand in Kafka; the converter may add to them.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bytes; null for Kafka's null (a tombstone, when it is the value).</returns>
    /// <exception cref="DataException">The value does not fit; <c>errors.tolerance</c> decides.</exception>
    /// <exception cref="RetriableConnectException">What the converter needs is unavailable for the moment.</exception>
    ValueTask<byte[]?> FromConnectDataAsync(string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken);

    /// <summary>Turns bytes into a key or value.</summary>
    /// <param name="topic">The topic that the record comes from.</param>
    /// <param name="headers">The record's headers as they stand in Kafka.</param>
    /// <param name="data">The bytes; null for Kafka's null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DataException">The bytes cannot be read; <c>errors.tolerance</c> decides.</exception>
    /// <exception cref="RetriableConnectException">What the converter needs is unavailable for the moment.</exception>
    ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken);
}
