using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads arrays of a schema.</summary>
internal sealed class ArrayReader(Schema schema, JsonConverterOptions options, ValueReader elements) : ValueReader(schema, options)
{
    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        value = null;
        if (scanner.Peek() != '[')
            return false;
        var list = new List<object?>();
        scanner.Open();
        if (!scanner.TryClose((byte)']'))
        {
            do
            {
                if (!elements.TryRead(ref scanner, out var element))
                    return false;
                list.Add(element);
            }
            while (scanner.HasNext((byte)']'));
        }

        value = list;
        return true;
    }
}
