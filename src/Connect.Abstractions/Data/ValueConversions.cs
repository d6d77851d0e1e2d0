using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

/// <summary>Turns values of any type into values of a wanted one, reading texts where need be.</summary>
/// <remarks>
/// Corresponds to <c>convertTo…</c> of <c>org.apache.kafka.connect.data.Values</c>. Numbers are cut without a warning, as there: 300 becomes the INT8
/// 44. The value's schema matters for dates and times, whose number is that of their stored form.
/// </remarks>
public static partial class ValueConversions
{
    /// <summary>Turns a value into true or false: a text that says so, or a number that is not zero when cut to an integer.</summary>
    /// <param name="schema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <returns>True or false; null for null.</returns>
    /// <exception cref="DataException">The value is neither.</exception>
    public static bool? ToBoolean(Schema? schema, object? value) => value switch
    {
        null => null,
        bool flag => flag,
        string text when ValueParser.Parse(text)?.Value is bool flag => flag,
        string text when ValueParser.Parse(text) is null => throw Refused(value, schema),
        _ => AsInt64(value, schema) != 0,
    };

    /// <summary>Turns a number, a text or a logical date, time or timestamp into an INT8, cutting what does not fit.</summary>
    /// <param name="schema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <returns>The number; null for null.</returns>
    /// <exception cref="DataException">The value is no number.</exception>
    public static sbyte? ToInt8(Schema? schema, object? value) => value is null ? null : value as sbyte? ?? unchecked((sbyte)AsInt64(value, schema));

    /// <summary>Turns a number, a text or a logical date, time or timestamp into an INT16, cutting what does not fit.</summary>
    /// <inheritdoc cref="ToInt8"/>
    public static short? ToInt16(Schema? schema, object? value) => value is null ? null : value as short? ?? unchecked((short)AsInt64(value, schema));

    /// <summary>Turns a number, a text or a logical date, time or timestamp into an INT32, cutting what does not fit.</summary>
    /// <inheritdoc cref="ToInt8"/>
    public static int? ToInt32(Schema? schema, object? value) => value is null ? null : value as int? ?? unchecked((int)AsInt64(value, schema));

    /// <summary>Turns a number, a text or a logical date, time or timestamp into an INT64, cutting what does not fit.</summary>
    /// <inheritdoc cref="ToInt8"/>
    public static long? ToInt64(Schema? schema, object? value) => value is null ? null : value as long? ?? AsInt64(value, schema);

    /// <summary>Turns a number, a text or a logical date, time or timestamp into a FLOAT32.</summary>
    /// <inheritdoc cref="ToInt8"/>
    public static float? ToFloat32(Schema? schema, object? value) => value is null ? null : value as float? ?? (float)AsDouble(value, schema);

    /// <summary>Turns a number, a text or a logical date, time or timestamp into a FLOAT64.</summary>
    /// <inheritdoc cref="ToInt8"/>
    public static double? ToFloat64(Schema? schema, object? value) => value is null ? null : value as double? ?? AsDouble(value, schema);

    /// <summary>Turns a value into text, as <see cref="ValueFormatter"/> writes it.</summary>
    /// <param name="schema">The value's schema, which does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for null.</returns>
    /// <exception cref="DataException">The value is of a type that Kafka Connect does not know.</exception>
    public static string? ToString(Schema? schema, object? value) => ValueFormatter.Format(value);

    /// <summary>Turns bytes (the stored form), a number or a text into a decimal.</summary>
    /// <param name="schema">The value's schema, which does not matter.</param>
    /// <param name="value">The value.</param>
    /// <param name="scale">The scale of bytes; other values keep theirs.</param>
    /// <returns>The number.</returns>
    /// <exception cref="DataException">The value is null or no number.</exception>
    public static ConnectDecimal ToDecimal(Schema? schema, object? value, int scale) =>
        ToDecimal(LogicalTypes.Decimal(scale), value ?? throw NullRefused());

    /// <summary>Turns a value into one of a schema.</summary>
    /// <param name="target">The schema wanted.</param>
    /// <param name="value">The value, of no schema; not null.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The value cannot be turned into one.</exception>
    internal static object To(Schema target, object value) => target.Type switch
    {
        SchemaType.Int8 => ToInt8(null, value)!,
        SchemaType.Int16 => ToInt16(null, value)!,
        SchemaType.Int32 when target.LogicalType == LogicalType.Date => ToDate(null, value),
        SchemaType.Int32 when target.LogicalType == LogicalType.Time => ToTime(null, value),
        SchemaType.Int32 => ToInt32(null, value)!,
        SchemaType.Int64 when target.LogicalType == LogicalType.Timestamp => ToTimestamp(null, value),
        SchemaType.Int64 => ToInt64(null, value)!,
        SchemaType.Float32 => ToFloat32(null, value)!,
        SchemaType.Float64 => ToFloat64(null, value)!,
        SchemaType.Boolean => ToBoolean(null, value)!,
        SchemaType.String => ToString(null, value)!,
        SchemaType.Array => ToList(null, value),
        SchemaType.Map => ToMap(null, value),
        SchemaType.Struct => ToStruct(null, value),
        _ => ToDecimal(target, value),
    };

    private static ConnectDecimal ToDecimal(Schema target, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                return DecimalLogicalType.ToLogical(target, bytes);
            case ReadOnlyMemory<byte> bytes:
                return DecimalLogicalType.ToLogical(target, bytes.Span);
            case ConnectDecimal number:
                return number;
            case decimal number:
                return number;
            case string text when ConnectDecimal.TryParse(text, out var number):
                return number;
        }

        // The digits that the number shows, not those it has: 0.1 becomes 0.1.
        if (JavaNumberCast.IsNumber(value) && JavaNumberCast.ToDouble(value) is var wide && double.IsFinite(wide))
            return ConnectDecimal.Parse(JavaNumberText.Format(wide));
        throw Refused(value, target);
    }

    private static long AsInt64(object value, Schema? schema)
    {
        if (JavaNumberCast.IsNumber(value))
            return JavaNumberCast.ToInt64(value);
        if (value is string text && ConnectDecimal.TryParse(text, out var number))
            return number.ToInt64();
        if (!ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds))
            throw Refused(value, schema);
        return schema?.LogicalType switch
        {
            LogicalType.Date => DateLogicalType.FromMilliseconds(milliseconds),
            LogicalType.Time => TimeLogicalType.FromMilliseconds(milliseconds),
            LogicalType.Timestamp => milliseconds,
            _ => throw Refused(value, schema),
        };
    }

    private static double AsDouble(object value, Schema? schema)
    {
        if (JavaNumberCast.IsNumber(value))
            return JavaNumberCast.ToDouble(value);
        return value is string text && TryReadDouble(text, out var number) ? number : AsInt64(value, schema);
    }

    private static bool TryReadDouble(string text, out double number)
    {
        var buffer = text.Length <= ConnectDecimal.StackLength ? stackalloc char[ConnectDecimal.StackLength] : new char[text.Length];
        var read = DecimalScan.TryRead(text, buffer, out var scan);
        number = read ? DecimalToFloat.ToDouble(scan) : 0;
        return read;
    }

    private static DataException NullRefused() => new("Unable to convert a null value to a schema that requires a value");

    private static DataException Refused(object value, Schema? schema) =>
        new($"Unable to convert {JavaText.Of(value)} ({value.GetType()}) to {schema?.ToString() ?? "a number"}");
}
