using Connect.Data;

namespace Connect.Converters;

/// <summary>Turns header values into bytes and back.</summary>
/// <remarks>An instance serves one task and is called from one flow at a time. Its configuration has <c>converter.type=header</c>.
/// Corresponds to <c>org.apache.kafka.connect.storage.HeaderConverter</c>.</remarks>
public interface IHeaderConverter
{
    /// <summary>Turns a header value into bytes.</summary>
    /// <param name="topic">The topic that the record goes to.</param>
    /// <param name="headerKey">The header's key.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The value does not fit; <c>errors.tolerance</c> decides.</exception>
    byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value);

    /// <summary>Turns bytes into a header value.</summary>
    /// <param name="topic">The topic that the record comes from.</param>
    /// <param name="headerKey">The header's key.</param>
    /// <param name="value">The bytes; null for Kafka's null.</param>
    /// <exception cref="DataException">The bytes cannot be read; <c>errors.tolerance</c> decides.</exception>
    SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value);
}
