using System.Buffers;
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

    /// <summary>Converts a key or value to bytes in a buffer. Implement it to write a record without an array of its own.</summary>
    /// <remarks>Source tasks call it; both overloads must give the same bytes. This implementation calls the other overload and copies the
    /// bytes.</remarks>
    /// <param name="topic">The topic to which the record is written.</param>
    /// <param name="headers">The record's headers as they are written to Kafka; the converter may add to them.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    /// <param name="output">Receives the bytes. May be used until the returned task completes. What was written is discarded if the result is false
    /// or the method fails.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False for Kafka's null (a tombstone, if it is the value).</returns>
    /// <exception cref="DataException">The value cannot be converted; <c>errors.tolerance</c> applies.</exception>
    /// <exception cref="RetriableConnectException">A system that the converter needs is temporarily unavailable.</exception>
    ValueTask<bool> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        var bytes = FromConnectDataAsync(topic, headers, schema, value, cancellationToken);
        return bytes.IsCompletedSuccessfully ? new(Write(bytes.Result, output)) : WriteAsync(bytes, output);

        static async ValueTask<bool> WriteAsync(ValueTask<byte[]?> bytes, IBufferWriter<byte> output) =>
            Write(await bytes.ConfigureAwait(false), output);

        static bool Write(byte[]? bytes, IBufferWriter<byte> output)
        {
            output.Write(bytes);
            return bytes is not null;
        }
    }

    /// <summary>Converts bytes to a key or value.</summary>
    /// <param name="topic">The topic from which the record was read.</param>
    /// <param name="headers">The record's headers as read from Kafka.</param>
    /// <param name="data">The bytes; null for Kafka's null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DataException">The bytes cannot be read; <c>errors.tolerance</c> applies.</exception>
    /// <exception cref="RetriableConnectException">A system that the converter needs is temporarily unavailable.</exception>
    ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken);
}
