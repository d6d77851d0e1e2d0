using System.Text;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads maps with text keys, which are objects.</summary>
internal sealed class ObjectReader(Schema schema, JsonConverterOptions options, ValueReader values) : ValueReader(schema, options)
{
    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        value = null;
        if (scanner.Peek() != '{')
            return false;
        var map = new ConnectMap();
        scanner.Open();
        if (!scanner.TryClose((byte)'}'))
        {
            do
            {
                var name = scanner.TakeMemberName(out var decoded);
                if (!values.TryRead(ref scanner, out var member))
                    return false;
                map[decoded ?? Encoding.Latin1.GetString(name)] = member;
            }
            while (scanner.HasNext((byte)'}'));
        }

        value = map;
        return true;
    }
}
