using System.Text;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads JSON without a schema, for what it is. Never leaves anything over.</summary>
internal sealed class SchemalessReader(JsonConverterOptions options) : ValueReader(null, options)
{
    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        var first = scanner.Peek();
        value = first switch
        {
            (byte)'"' => scanner.TakeString(),
            (byte)'{' => ReadObject(ref scanner),
            (byte)'[' => ReadArray(ref scanner),
            (byte)'t' or (byte)'f' => (object)scanner.TakeBoolean(),
            _ when IsNumber(first) => JsonNumberValue.ToObject(scanner.TakeNumber()),
            _ => throw scanner.NoValue(),
        };
        return true;
    }

    private List<object?> ReadArray(ref JsonScanner scanner)
    {
        var list = new List<object?>();
        scanner.Open();
        if (scanner.TryClose((byte)']'))
            return list;
        do
        {
            TryRead(ref scanner, out var element);
            list.Add(element);
        }
        while (scanner.HasNext((byte)']'));
        return list;
    }

    private ConnectMap ReadObject(ref JsonScanner scanner)
    {
        var map = new ConnectMap();
        scanner.Open();
        if (scanner.TryClose((byte)'}'))
            return map;
        do
        {
            var name = scanner.TakeMemberName(out var decoded);
            TryRead(ref scanner, out var member);
            map[decoded ?? Encoding.Latin1.GetString(name)] = member;
        }
        while (scanner.HasNext((byte)'}'));
        return map;
    }
}
