using System.Numerics;
using Connect.Data;
using Connect.JavaCompatibility.Dates;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Transforms.Values;

/// <summary>Casts one value as Kafka Connect's <c>Cast</c> does.</summary>
internal static class ValueCast
{
    private const string Sources = "[INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES]";

    public static object? To(SchemaType type, Schema? schema, object? value)
    {
        if (value is null)
            return null;
        CheckSource(schema?.Type ?? TypeOf(value));
        if (schema is not null && type != SchemaType.String)
            value = Encode(schema, value);
        try
        {
            return type switch
            {
                SchemaType.Int8 => ToInt8(value),
                SchemaType.Int16 => ToInt16(value),
                SchemaType.Int32 => ToInt32(value),
                SchemaType.Int64 => ToInt64(value),
                SchemaType.Float32 => ToFloat32(value),
                SchemaType.Float64 => ToFloat64(value),
                SchemaType.Boolean => ToBoolean(value),
                SchemaType.String => ToText(value),
                _ => throw new DataException($"{type.ToUpperName()} is not supported in the Cast transformation."),
            };
        }
        catch (FormatException e)
        {
            throw new DataException($"Value ({JavaText.Of(value)}) was out of range for requested data type", e);
        }
    }

    /// <summary>The type that a value without a schema has in Kafka Connect; null for dates and decimals, which have none there.</summary>
    public static SchemaType? RawTypeOf(object value) => value switch
    {
        sbyte => SchemaType.Int8,
        short => SchemaType.Int16,
        int => SchemaType.Int32,
        long => SchemaType.Int64,
        float => SchemaType.Float32,
        double => SchemaType.Float64,
        bool => SchemaType.Boolean,
        string => SchemaType.String,
        byte[] or ReadOnlyMemory<byte> => SchemaType.Bytes,
        Struct => SchemaType.Struct,
        IReadOnlyDictionary<object, object?> => SchemaType.Map,
        IReadOnlyList<object?> => SchemaType.Array,
        _ => null,
    };

    private static SchemaType TypeOf(object value) => RawTypeOf(value)
        ?? throw new DataException($"Cast transformation was passed a value of type {value.GetType()} which is not supported by Connect's data API");

    private static void CheckSource(SchemaType type)
    {
        if (type is SchemaType.Array or SchemaType.Map or SchemaType.Struct)
            throw new DataException($"Cast transformation does not support casting from {type.ToUpperName()}; supported types are {Sources}");
    }

    private static object Encode(Schema schema, object value) => schema.LogicalType switch
    {
        LogicalType.Date => DateLogicalType.FromLogical(schema, value),
        LogicalType.Time => TimeLogicalType.FromLogical(schema, value),
        LogicalType.Timestamp => TimestampLogicalType.FromLogical(schema, value),
        _ => value,
    };

    private static sbyte ToInt8(object value) => value switch
    {
        string text => (sbyte)JavaNumbers.ParseInteger(text, sbyte.MinValue, sbyte.MaxValue),
        float or double => unchecked((sbyte)(int)Saturate(value, int.MinValue, int.MaxValue)),
        _ => unchecked((sbyte)Integer(value)),
    };

    private static short ToInt16(object value) => value switch
    {
        string text => (short)JavaNumbers.ParseInteger(text, short.MinValue, short.MaxValue),
        float or double => unchecked((short)(int)Saturate(value, int.MinValue, int.MaxValue)),
        _ => unchecked((short)Integer(value)),
    };

    private static int ToInt32(object value) => value switch
    {
        string text => (int)JavaNumbers.ParseInteger(text, int.MinValue, int.MaxValue),
        float or double => (int)Saturate(value, int.MinValue, int.MaxValue),
        _ => unchecked((int)Integer(value)),
    };

    private static long ToInt64(object value) => value switch
    {
        string text => JavaNumbers.ParseInteger(text, long.MinValue, long.MaxValue),
        float or double => Saturate(value, long.MinValue, long.MaxValue),
        _ => Integer(value),
    };

    private static float ToFloat32(object value) => value switch
    {
        string text => JavaNumbers.ParseSingle(text),
        float number => number,
        double number => (float)number,
        ConnectDecimal number => number.ToSingle(),
        _ => Integer(value),
    };

    private static double ToFloat64(object value) => value switch
    {
        string text => JavaNumbers.ParseDouble(text),
        float number => number,
        double number => number,
        ConnectDecimal number => number.ToDouble(),
        _ => Integer(value),
    };

    private static bool ToBoolean(object value) => value switch
    {
        bool flag => flag,
        string text => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase),
        float or double => Saturate(value, long.MinValue, long.MaxValue) != 0,
        _ => Integer(value) != 0,
    };

    private static string ToText(object value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        ReadOnlyMemory<byte> bytes => Convert.ToBase64String(bytes.Span),
        _ => ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) ? JavaDates.Write(milliseconds) : JavaText.Of(value),
    };

    private static long Integer(object value) => value switch
    {
        sbyte number => number,
        short number => number,
        int number => number,
        long number => number,
        bool flag => flag ? 1 : 0,
        ConnectDecimal number => number.ToInt64(),
        BigInteger number => new ConnectDecimal(number, 0).ToInt64(),
        _ => throw new DataException($"Unexpected type in Cast transformation: {value.GetType()}"),
    };

    private static long Saturate(object value, long minimum, long maximum)
    {
        var number = value is float single ? single : (double)value;
        if (double.IsNaN(number))
            return 0;
        return number <= minimum ? minimum : number >= maximum ? maximum : (long)number;
    }
}
