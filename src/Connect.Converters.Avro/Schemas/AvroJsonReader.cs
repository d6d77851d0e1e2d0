using System.Text.Json;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Parses JSON text into <see cref="AvroJson"/>. Skips comments; the last of several members with the same name wins.</summary>
internal static class AvroJsonReader
{
    /// <summary>The maximum nesting of objects and arrays, as in Java's parser.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="DataException">The text is not JSON, or nested too deeply.</exception>
    public static AvroJson Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new DataException($"The Avro schema is not JSON: {e.Message}", e);
        }
    }

    private static AvroJson Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return AvroJson.True;
            case JsonValueKind.False:
                return AvroJson.False;
            case JsonValueKind.String:
                return AvroJson.Of(element.GetString()!);
            case JsonValueKind.Number:
                return AvroJson.OfNumber(element.GetRawText());
            case JsonValueKind.Array:
                var items = new List<AvroJson>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                    items.Add(Read(item));
                return AvroJson.Of(items);
            case JsonValueKind.Object:
                var members = new AvroProperties();
                foreach (var member in element.EnumerateObject())
                    members.Put(member.Name, Read(member.Value));
                return AvroJson.Of(members);
            default:
                return AvroJson.Null;
        }
    }
}
