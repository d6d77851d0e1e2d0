using System.Collections;
using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes arrays of a schema.</summary>
internal sealed class ArrayWriter(Schema schema, JsonConverterOptions options, ValueWriter elements) : ValueWriter(schema, options)
{
    public override void WriteValue(JsonOutput output, object value) => Write(output, value, elements);

    /// <summary>Writes a list of values that one writer writes.</summary>
    public static void Write(JsonOutput output, object list, ValueWriter elements)
    {
        var index = 0;
        try
        {
            output.Enter((byte)'[');
            if (list is IReadOnlyList<object?> values)
            {
                for (; index < values.Count; index++)
                    WriteElement(output, elements, values[index], index);
            }
            else
            {
                foreach (var element in list as IList ?? throw InvalidType("ARRAY", list))
                    WriteElement(output, elements, element, index++);
            }

            output.Leave((byte)']');
        }
        catch (DataException) when (output.Within(FieldPath.Element(index)))
        {
        }
    }

    private static void WriteElement(JsonOutput output, ValueWriter elements, object? element, int index)
    {
        if (index > 0)
            output.Write((byte)',');
        elements.Write(output, element);
    }
}
