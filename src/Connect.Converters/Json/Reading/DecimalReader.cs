using System.Numerics;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads the logical type Decimal, from a number or from Base64.</summary>
internal sealed class DecimalReader(Schema schema, JsonConverterOptions options) : ValueReader(schema, options)
{
    private readonly int? _scale = schema.Parameters.ContainsKey(DecimalLogicalType.ScaleParameter) ? ScaleOf(schema) : null;

    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        var first = scanner.Peek();
        value = null;
        if (IsNumber(first))
        {
            value = JsonNumberValue.ToDecimal(scanner.TakeNumber());
            return true;
        }

        if (first != '"' || _scale is not { } scale || !scanner.TryTakePlain(out var text) || text.Length > JsonScanner.MaxStringLength)
            return false;
        if (!JacksonBase64.TryDecodePlain(text, out var bytes) || bytes.Length == 0)
            return false;
        value = new ConnectDecimal(new BigInteger(bytes, isBigEndian: true), scale);
        return true;
    }

    private static int? ScaleOf(Schema schema)
    {
        try
        {
            return DecimalLogicalType.Scale(schema);
        }
        catch (DataException)
        {
            // The schema is wrong, which is an error of every value written as Base64: the tree converter reports it.
            return null;
        }
    }
}
