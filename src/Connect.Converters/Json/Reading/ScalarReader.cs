using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads numbers, booleans, texts and bytes.</summary>
internal sealed class ScalarReader(Schema schema, JsonConverterOptions options) : ValueReader(schema, options)
{
    private readonly SchemaType _type = schema.Type;

    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        var first = scanner.Peek();
        value = null;
        switch (_type)
        {
            case SchemaType.String when first == '"':
                value = scanner.TakeString();
                return true;
            case SchemaType.Boolean when first is (byte)'t' or (byte)'f':
                value = scanner.TakeBoolean();
                return true;
            case SchemaType.Bytes when first == '"':
                return TryReadBytes(ref scanner, out value);
            case <= SchemaType.Float64 when IsNumber(first):
                return TryReadNumber(scanner.TakeNumber(), out value);
            default:
                return false;
        }
    }

    private bool TryReadNumber(in JsonNumber number, out object? value)
    {
        value = _type switch
        {
            SchemaType.Float32 => (object)JsonNumberValue.ToSingle(number),
            SchemaType.Float64 => JsonNumberValue.ToDouble(number),
            _ when !number.IsIntegral => null,
            SchemaType.Int8 => unchecked((sbyte)number.LowBits),
            SchemaType.Int16 => unchecked((short)number.LowBits),
            SchemaType.Int32 => unchecked((int)number.LowBits),
            _ => number.LowBits,
        };
        return value is not null;
    }

    private static bool TryReadBytes(ref JsonScanner scanner, out object? value)
    {
        value = null;
        if (!scanner.TryTakePlain(out var text) || text.Length > JsonScanner.MaxStringLength || !JacksonBase64.TryDecodePlain(text, out var bytes))
            return false;
        value = bytes;
        return true;
    }
}
