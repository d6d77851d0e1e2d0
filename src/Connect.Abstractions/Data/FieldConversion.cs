using System.Numerics;

namespace Connect.Data;

/// <summary>Conversions between the types that programs have at hand and those of fields, as far as nothing is lost, and the advice for all
/// others.</summary>
internal static class FieldConversion
{
    /// <summary>A value in the type of a field where that loses nothing; any other value as it is.</summary>
    public static object? ToField(ValueKind kind, object? value) => kind switch
    {
        ValueKind.Int16 => value switch { sbyte or byte => Convert.ToInt16(value, null), _ => value },
        ValueKind.Int32 => value switch { sbyte or byte or short or ushort => Convert.ToInt32(value, null), _ => value },
        ValueKind.Int64 => value switch { sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, null), _ => value },
        ValueKind.Float32 => value switch { sbyte or byte or short or ushort => Convert.ToSingle(value, null), _ => value },
        ValueKind.Float64 => value switch { sbyte or byte or short or ushort or int or uint or float => Convert.ToDouble(value, null), _ => value },
        ValueKind.Decimal => value switch
        {
            sbyte or byte or short or ushort or int or uint or long or ulong => (ConnectDecimal)Convert.ToDecimal(value, null),
            BigInteger number => new ConnectDecimal(number, 0),
            _ => value,
        },
        ValueKind.Timestamp => value is DateTime { Kind: not DateTimeKind.Unspecified } time ? new DateTimeOffset(time).ToUniversalTime() : value,
        _ => value,
    };

    /// <summary>A field's value as another type, where that loses nothing.</summary>
    /// <returns>Whether there is such a conversion for the value.</returns>
    public static bool TryRead<T>(object value, out T result)
    {
        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        object? converted = value switch
        {
            sbyte or short or int or float when target == typeof(double) => Convert.ToDouble(value, null),
            sbyte or short when target == typeof(float) => Convert.ToSingle(value, null),
            sbyte or short or int when target == typeof(long) => Convert.ToInt64(value, null),
            sbyte or short when target == typeof(int) => Convert.ToInt32(value, null),
            sbyte when target == typeof(short) => Convert.ToInt16(value, null),
            sbyte or short or int or long when target == typeof(decimal) => Convert.ToDecimal(value, null),
            ConnectDecimal number when target == typeof(decimal) => InDecimal(number),
            DateTimeOffset time when target == typeof(DateTime) => time.UtcDateTime,
            ReadOnlyMemory<byte> bytes when target == typeof(byte[]) => bytes.ToArray(),
            byte[] bytes when target == typeof(ReadOnlyMemory<byte>) => (ReadOnlyMemory<byte>)bytes,
            _ => null,
        };
        result = converted is T typed ? typed : default!;
        return converted is T;
    }

    /// <summary>What to write so that a field takes a value.</summary>
    /// <param name="kind">What the field holds.</param>
    /// <param name="value">What was given.</param>
    /// <returns>A sentence, for example <c>The field takes long: write (long)value.</c></returns>
    public static string Advice(ValueKind kind, object value)
    {
        var how = (kind, value) switch
        {
            ( >= ValueKind.Int8 and <= ValueKind.Float64, IConvertible and not (string or char or bool or DateTime)) =>
                $": write ({TypeOf(kind)})value",
            (ValueKind.Decimal, double or float) => ": write (decimal)value",
            (ValueKind.Timestamp, DateTime) => ": write new DateTimeOffset(value, TimeSpan.Zero) if it is UTC",
            (ValueKind.Date, DateTime) => ": write DateOnly.FromDateTime(value)",
            (ValueKind.Date, DateTimeOffset) => ": write DateOnly.FromDateTime(value.UtcDateTime)",
            (ValueKind.Time, TimeSpan) => ": write TimeOnly.FromTimeSpan(value)",
            (ValueKind.Bytes, string) => ": write Encoding.UTF8.GetBytes(value)",
            (ValueKind.Bytes, Guid) => ": write value.ToByteArray()",
            (ValueKind.String, _) => ": write value.ToString()",
            _ => "",
        };
        return $"The field takes {TypeOf(kind)}{how}.";
    }

    /// <summary>The type of a field's values, as C# writes it.</summary>
    public static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Int8 => "sbyte",
        ValueKind.Int16 => "short",
        ValueKind.Int32 => "int",
        ValueKind.Int64 => "long",
        ValueKind.Float32 => "float",
        ValueKind.Float64 => "double",
        ValueKind.Boolean => "bool",
        ValueKind.String => "string",
        ValueKind.Bytes => "byte[]",
        ValueKind.Array => "IReadOnlyList<object?>",
        ValueKind.Map => "IReadOnlyDictionary<object, object?>",
        ValueKind.Decimal => "decimal",
        ValueKind.Date => "DateOnly",
        ValueKind.Time => "TimeOnly",
        ValueKind.Timestamp => "DateTimeOffset",
        _ => nameof(Struct),
    };

    private static decimal? InDecimal(ConnectDecimal number)
    {
        try
        {
            var converted = (decimal)number;
            // Digits that decimal has no room for would be rounded off.
            return ((ConnectDecimal)converted).CompareTo(number) == 0 ? converted : null;
        }
        catch (OverflowException)
        {
            // The caller says which type holds it.
            return null;
        }
    }
}
