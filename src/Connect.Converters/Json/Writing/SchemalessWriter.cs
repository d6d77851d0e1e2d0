using System.Collections;
using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes values without a schema by what they are.</summary>
internal sealed class SchemalessWriter(JsonConverterOptions options) : ValueWriter(null, options)
{
    public override void WriteValue(JsonOutput output, object value)
    {
        switch (value)
        {
            case string text:
                output.WriteString(text);
                break;
            case long number:
                output.WriteInteger(number);
                break;
            case int number:
                output.WriteInteger(number);
                break;
            case short number:
                output.WriteInteger(number);
                break;
            case sbyte number:
                output.WriteInteger(number);
                break;
            case double number:
                output.WriteNumber(number);
                break;
            case float number:
                output.WriteNumber(number);
                break;
            case bool flag:
                output.WriteBoolean(flag);
                break;
            case byte[] bytes:
                output.WriteBase64(bytes);
                break;
            case ReadOnlyMemory<byte> memory:
                output.WriteBase64(memory.Span);
                break;
            case Struct:
                throw new DataException("Mismatching schema.");
            default:
                WriteCollection(output, value);
                break;
        }
    }

    private void WriteCollection(JsonOutput output, object value)
    {
        if (MapEntries.Of(value) is { } map)
            MapWriter.Write(output, map, HasOnlyTextKeys(map), this, this);
        else if (value is IReadOnlyList<object?> or IList)
            ArrayWriter.Write(output, value, this);
        else
            throw new DataException($"The type {value.GetType()} does not have a corresponding schema type.");
    }

    private static bool HasOnlyTextKeys(IReadOnlyDictionary<object, object?> map)
    {
        foreach (var (key, _) in map)
        {
            if (key is not string)
                return false;
        }

        return true;
    }
}
