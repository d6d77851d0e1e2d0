using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes numbers, booleans, texts and bytes.</summary>
internal sealed class ScalarWriter(Schema schema, JsonConverterOptions options) : ValueWriter(schema, options)
{
    private readonly SchemaType _type = schema.Type;

    public override void WriteValue(JsonOutput output, object value)
    {
        switch (_type)
        {
            case SchemaType.Int8 when value is sbyte number:
                output.WriteInteger(number);
                break;
            case SchemaType.Int16 when value is short number:
                output.WriteInteger(number);
                break;
            case SchemaType.Int32 when value is int number:
                output.WriteInteger(number);
                break;
            case SchemaType.Int64 when value is long number:
                output.WriteInteger(number);
                break;
            case SchemaType.Float32 when value is float number:
                output.WriteNumber(number);
                break;
            case SchemaType.Float64 when value is double number:
                output.WriteNumber(number);
                break;
            case SchemaType.Boolean when value is bool flag:
                output.WriteBoolean(flag);
                break;
            case SchemaType.String when value is string text:
                output.WriteString(text);
                break;
            case SchemaType.Bytes:
                WriteBytes(output, value);
                break;
            default:
                throw InvalidType(_type.ToUpperName(), value);
        }
    }

    private static void WriteBytes(JsonOutput output, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                output.WriteBase64(bytes);
                break;
            case ReadOnlyMemory<byte> memory:
                output.WriteBase64(memory.Span);
                break;
            case Memory<byte> memory:
                output.WriteBase64(memory.Span);
                break;
            default:
                throw InvalidType("bytes type", value);
        }
    }
}
