using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads maps with keys that are no texts, which are lists of pairs.</summary>
internal sealed class PairsReader(Schema schema, JsonConverterOptions options, ValueReader keys, ValueReader values) : ValueReader(schema, options)
{
    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        value = null;
        if (scanner.Peek() != '[')
            return false;
        var map = new ConnectMap();
        scanner.Open();
        if (!scanner.TryClose((byte)']'))
        {
            do
            {
                if (!TryReadPair(ref scanner, map))
                    return false;
            }
            while (scanner.HasNext((byte)']'));
        }

        value = map;
        return true;
    }

    private bool TryReadPair(ref JsonScanner scanner, ConnectMap map)
    {
        if (scanner.Peek() != '[')
            return false;
        scanner.Open();
        if (scanner.TryClose((byte)']') || !keys.TryRead(ref scanner, out var key) || !scanner.HasNext((byte)']'))
            return false;
        if (!values.TryRead(ref scanner, out var value) || scanner.HasNext((byte)']'))
            return false;
        map[key!] = value;
        return true;
    }
}
