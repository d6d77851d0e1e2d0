namespace Connect.Converters.Json.Reading;

/// <summary>What a piece of JSON is.</summary>
internal enum JsonKind
{
    /// <summary>Nothing at all: a text of blanks.</summary>
    Missing,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
