namespace Connect.Converters.Json.Reading;

/// <summary>A piece of JSON with everything in it.</summary>
internal sealed class JsonItem
{
    public static readonly JsonItem Missing = new() { Kind = JsonKind.Missing };

    public required JsonKind Kind { get; init; }

    /// <summary>Where the piece stands in the text.</summary>
    public Range Position { get; init; }

    public bool Flag { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<JsonItem>? Items { get; init; }

    /// <summary>The members of an object; of several with one name the last, instead of the first.</summary>
    public OrderedDictionary<string, JsonItem>? Members { get; init; }

    /// <summary>A member of an object; null if there is none, or this is no object.</summary>
    public JsonItem? this[string name] => Members?.GetValueOrDefault(name);

    /// <summary>The text of a member; null if there is none, or it is no text.</summary>
    public string? TextOf(string name) => this[name]?.Text;

    /// <summary>The name of the kind in Kafka Connect's messages.</summary>
    public string KindName => Kind.ToString().ToUpperInvariant();
}
