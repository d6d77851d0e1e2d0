using System.Globalization;
using System.Numerics;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

/// <summary>Decimal numbers of any size, stored as BYTES: the unscaled integer in two's complement, most significant byte first.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Decimal</c>. The scale is a parameter of the schema and may be negative; the schema's
/// name is not checked.</remarks>
public static class DecimalLogicalType
{
    /// <summary>The parameter that holds the scale.</summary>
    public const string ScaleParameter = "scale";

    /// <summary>A required Decimal.</summary>
    /// <param name="scale">Digits after the point; negative ones stand for zeros before it.</param>
    /// <returns>The schema.</returns>
    public static Schema Schema(int scale) => Builder(scale).Build();

    /// <summary>Starts a Decimal schema.</summary>
    /// <param name="scale">Digits after the point; negative ones stand for zeros before it.</param>
    /// <returns>A builder with name, version and scale set.</returns>
    public static SchemaBuilder Builder(int scale) => SchemaBuilder.Bytes()
        .Name(LogicalTypes.DecimalName)
        .Parameter(ScaleParameter, scale.ToString(CultureInfo.InvariantCulture))
        .Version(1);

    /// <summary>The stored form of a value.</summary>
    /// <param name="schema">A schema with a scale.</param>
    /// <param name="value">The value, of the same scale.</param>
    /// <returns>The unscaled integer in two's complement, most significant byte first.</returns>
    /// <exception cref="DataException">The schema has no scale, or the value another one.</exception>
    public static byte[] FromLogical(Schema schema, ConnectDecimal value)
    {
        var scale = Scale(schema);
        if (value.Scale != scale)
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture,
                $"Decimal value has mismatching scale for given Decimal schema. Schema has scale {scale}, value has scale {value.Scale}."));
        }

        return value.UnscaledValue.ToByteArray(isBigEndian: true);
    }

    /// <summary>The value of a stored form.</summary>
    /// <param name="schema">A schema with a scale.</param>
    /// <param name="bytes">The unscaled integer in two's complement, most significant byte first; at least one byte.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The schema has no scale, or there are no bytes.</exception>
    public static ConnectDecimal ToLogical(Schema schema, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new DataException("A decimal needs at least one byte.");
        return new ConnectDecimal(new BigInteger(bytes, isBigEndian: true), Scale(schema));
    }

    /// <summary>The scale of a Decimal schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>Digits after the point.</returns>
    /// <exception cref="DataException">The schema has no scale, or one that is not a number.</exception>
    public static int Scale(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (!schema.Parameters.TryGetValue(ScaleParameter, out var text) || text is null)
            throw new DataException("Invalid Decimal schema: scale parameter not found.");
        return JavaNumbers.TryParseInteger(text, int.MinValue, int.MaxValue, out var scale)
            ? (int)scale
            : throw new DataException("Invalid scale parameter found in Decimal schema: ");
    }
}
