using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads JSON without a schema, for what it is. Never leaves anything over.</summary>
/// <remarks>The names of members are kept for the next record, and how many members there were: records of one topic are alike.</remarks>
internal sealed class SchemalessReader(JsonConverterOptions options) : ValueReader(null, options)
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly MemberNames _names = new();
    private readonly MemberName _root = new([], "");

    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        value = Read(ref scanner, _root);
        return true;
    }

    private object? Read(ref JsonScanner scanner, MemberName place)
    {
        var first = scanner.Peek();
        switch (first)
        {
            case (byte)'"':
                return scanner.TakeString();
            case (byte)'{':
                return ReadObject(ref scanner, place);
            case (byte)'[':
                return ReadArray(ref scanner, place);
            case (byte)'t' or (byte)'f':
                return scanner.TakeBoolean() ? True : False;
            case (byte)'n':
                scanner.TakeNull();
                return null;
            default:
                return IsNumber(first) ? JsonNumberValue.ToObject(scanner.TakeNumber()) : throw scanner.NoValue();
        }
    }

    private List<object?> ReadArray(ref JsonScanner scanner, MemberName place)
    {
        var list = new List<object?>();
        scanner.Open();
        if (scanner.TryClose((byte)']'))
            return list;
        do
        {
            list.Add(Read(ref scanner, place));
        }
        while (scanner.HasNext((byte)']'));
        return list;
    }

    private ConnectMap ReadObject(ref JsonScanner scanner, MemberName place)
    {
        var map = new ConnectMap(place.Members);
        scanner.Open();
        if (scanner.TryClose((byte)'}'))
            return map;
        do
        {
            var bytes = scanner.TakeMemberName(out var decoded);
            if (decoded is null)
            {
                var name = _names.Get(bytes);
                map.Set(name.Text, name.Hash, Read(ref scanner, name));
            }
            else
            {
                map[decoded] = Read(ref scanner, _root);
            }
        }
        while (scanner.HasNext((byte)'}'));
        place.NoteMembers(map.Count);
        return map;
    }
}
