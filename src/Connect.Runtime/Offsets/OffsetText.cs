using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Runtime.Offsets;

/// <summary>The text in which partitions and offsets are stored: byte for byte what Kafka Connect's internal JSON converter writes, because offsets are found by the bytes of their key.</summary>
internal static class OffsetText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\"\\");

    /// <summary>The key of a partition: <c>["connector",{partition}]</c>.</summary>
    /// <exception cref="DataException">A value is neither null, a boolean, a number nor text.</exception>
    public static byte[] WriteKey(string connector, SourcePartition partition)
    {
        var text = new StringBuilder("[");
        AppendText(text, connector);
        AppendMap(text.Append(','), partition);
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>The value of an offset.</summary>
    /// <exception cref="DataException">A value is neither null, a boolean, a number nor text.</exception>
    public static byte[] WriteValue(SourceOffset offset)
    {
        var text = new StringBuilder();
        AppendMap(text, offset);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads the partition of a key; null when the key is none.</summary>
    public static SourcePartition? ReadKey(ReadOnlySpan<byte> key)
    {
        try
        {
            var reader = new Utf8JsonReader(key);
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.String && reader.Read()
                && ReadMap(ref reader) is { } entries
                ? new SourcePartition(entries)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads an offset; null when the value is none.</summary>
    public static SourceOffset? ReadValue(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            return reader.Read() && ReadMap(ref reader) is { } entries ? new SourceOffset(entries) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static List<KeyValuePair<string, object?>>? ReadMap(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        var entries = new List<KeyValuePair<string, object?>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            entries.Add(new(name, ReadScalar(ref reader)));
        }

        return entries;
    }

    private static object? ReadScalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number => reader.TryGetInt64(out var integer) ? (object)integer : reader.GetDouble(),
        _ => throw new FormatException("A stored partition or offset holds null, booleans, numbers and texts alone."),
    };

    private static void AppendMap(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var (key, value) in entries)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            AppendText(text, key);
            AppendScalar(text.Append(':'), key, value);
        }

        text.Append('}');
    }

    private static void AppendScalar(StringBuilder text, string key, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool boolean:
                text.Append(boolean ? "true" : "false");
                break;
            case sbyte or short or int or long:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case float number when float.IsFinite(number):
                text.Append(JavaNumberText.Format(number));
                break;
            case double number when double.IsFinite(number):
                text.Append(JavaNumberText.Format(number));
                break;
            case float or double:
                text.Append('"').Append(CultureInfo.InvariantCulture, $"{value}").Append('"');
                break;
            case string characters:
                AppendText(text, characters);
                break;
            case byte[] bytes:
                text.Append('"').Append(Convert.ToBase64String(bytes)).Append('"');
                break;
            default:
                throw new DataException($"Invalid schema type for the offset field {key}: {value.GetType()}. Offsets may hold null, booleans, numbers and texts.");
        }
    }

    private static void AppendText(StringBuilder text, string characters)
    {
        text.Append('"');
        if (characters.AsSpan().IndexOfAny(Escaped) < 0 && !characters.Any(char.IsSurrogate))
        {
            text.Append(characters).Append('"');
            return;
        }

        foreach (var character in characters)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ when char.IsSurrogate(character) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
