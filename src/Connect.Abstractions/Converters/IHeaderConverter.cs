using Connect.Data;

namespace Connect.Converters;

/// <summary>Converts header values to bytes and back.</summary>
/// <remarks>An instance serves one task and gets one call at a time. Its configuration contains <c>converter.type=header</c>. Corresponds to
/// <c>org.apache.kafka.connect.storage.HeaderConverter</c>.</remarks>
public interface IHeaderConverter
{
    /// <summary>Converts a header value to bytes.</summary>
    /// <param name="topic">The topic to which the record is written.</param>
    /// <param name="headerKey">The header's key.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The value cannot be converted; <c>errors.tolerance</c> applies.</exception>
    byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value);

    /// <summary>Converts bytes to a header value.</summary>
    /// <param name="topic">The topic from which the record was read.</param>
    /// <param name="headerKey">The header's key.</param>
    /// <param name="value">The bytes; null for Kafka's null.</param>
    /// <exception cref="DataException">The bytes cannot be read; <c>errors.tolerance</c> applies.</exception>
    SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value);
}
