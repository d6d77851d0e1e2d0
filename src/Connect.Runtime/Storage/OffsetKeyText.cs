using System.Text.Json;

namespace Connect.Runtime.Storage;

/// <summary>Reads the connector's name from the key of a stored offset.</summary>
internal static class OffsetKeyText
{
    /// <summary>The first element of <c>["connector",{partition}]</c>; null if the key is not of this form.</summary>
    public static string? ConnectorOf(ReadOnlySpan<byte> key)
    {
        try
        {
            var reader = new Utf8JsonReader(key);
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.String
                ? reader.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
