namespace Connect.Converters.Json.Reading;

/// <summary>A text that is not JSON, or JSON beyond the limits; always the cause of a <see cref="DataException"/>.</summary>
internal sealed class JsonSyntaxException(string message, int position) : FormatException($"{message} (at byte {position})")
{
    public int Position { get; } = position;
}
