using System.Globalization;
using System.Numerics;
using System.Text;
using Connect.JavaCompatibility.Dates;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

/// <summary>Writes values as text in the notation that <see cref="ValueParser"/> reads.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Values.convertToString</c>. What is written is not always read back as the same value:
/// texts at the top are not quoted, control characters not escaped.</remarks>
public static class ValueFormatter
{
    /// <summary>The text of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for null.</returns>
    /// <exception cref="DataException">The value is of a type that Kafka Connect does not know.</exception>
    public static string? Format(object? value)
    {
        if (value is null or string)
            return (string?)value;
        var text = new StringBuilder();
        Append(text, value, embedded: false);
        return text.ToString();
    }

    /// <summary>The pattern, in Java's notation, in which a date, time or timestamp is written: what comes before 1970-01-02 as a time, whole days as
    /// a date, others as a timestamp.</summary>
    /// <param name="instant">The point in time.</param>
    /// <returns><c>HH:mm:ss.SSS'Z'</c>, <c>yyyy-MM-dd</c> or <c>yyyy-MM-dd'T'HH:mm:ss.SSS'Z'</c>.</returns>
    public static string DatePatternFor(ConnectInstant instant) => JavaDates.FormatOf(instant.UnixMilliseconds).Pattern;

    private static void Append(StringBuilder text, object? value, bool embedded)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case string content:
                AppendText(text, content, embedded);
                break;
            case byte[] bytes:
                AppendBytes(text, bytes, embedded);
                break;
            case ReadOnlyMemory<byte> bytes:
                AppendBytes(text, bytes.Span, embedded);
                break;
            case Struct data:
                AppendStruct(text, data);
                break;
            case IReadOnlyDictionary<object, object?> map:
                AppendMap(text, map);
                break;
            case IReadOnlyList<object?> list:
                AppendList(text, list);
                break;
            case float number:
                text.Append(JavaNumberText.Format(number));
                break;
            case double number:
                text.Append(JavaNumberText.Format(number));
                break;
            case sbyte or short or int or long:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case ConnectDecimal number:
                text.Append(number.ToString());
                break;
            case BigInteger number:
                text.Append(BigIntegerText.Of(number));
                break;
            default:
                AppendInstant(text, value);
                break;
        }
    }

    private static void AppendInstant(StringBuilder text, object value)
    {
        if (!ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds))
            throw new DataException($"Failed to serialize unexpected value type {value.GetType()}: {value}");
        text.Append(JavaDates.Write(milliseconds));
    }

    private static void AppendText(StringBuilder text, string content, bool embedded)
    {
        if (!embedded)
        {
            text.Append(content);
            return;
        }

        text.Append('"');
        foreach (var c in content)
        {
            if (c is '"' or '\\')
                text.Append('\\');
            text.Append(c);
        }

        text.Append('"');
    }

    private static void AppendBytes(StringBuilder text, ReadOnlySpan<byte> bytes, bool embedded)
    {
        var quote = embedded ? "\"" : "";
        text.Append(quote).Append(Convert.ToBase64String(bytes)).Append(quote);
    }

    private static void AppendStruct(StringBuilder text, Struct data)
    {
        Nesting.Check();
        text.Append('{');
        foreach (var field in data.Schema.FieldSpan)
        {
            if (field.Index > 0)
                text.Append(',');
            AppendText(text, field.Name, embedded: true);
            Append(text.Append(':'), data[field], embedded: true);
        }

        text.Append('}');
    }

    private static void AppendMap(StringBuilder text, IReadOnlyDictionary<object, object?> map)
    {
        Nesting.Check();
        var separator = "{";
        foreach (var (key, value) in map)
        {
            Append(text.Append(separator), key, embedded: true);
            Append(text.Append(':'), value, embedded: true);
            separator = ",";
        }

        text.Append(map.Count == 0 ? "{}" : "}");
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<object?> list)
    {
        Nesting.Check();
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
            Append(i > 0 ? text.Append(',') : text, list[i], embedded: true);
        text.Append(']');
    }
}
