using System.Text.Json;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Reads JSON text into <see cref="AvroJson"/>: comments are skipped, of members of one name the last counts.</summary>
internal static class AvroJsonReader
{
    /// <summary>Levels of objects and arrays; the limit of Java's parser.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="DataException">The text is no JSON, or nested too deep.</exception>
    public static AvroJson Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new DataException($"An Avro schema is no JSON: {e.Message}", e);
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
