namespace Connect.Converters.Json.Reading;

/// <summary>Reads JSON of any shape into memory.</summary>
internal static class JsonTree
{
    /// <summary>Reads the first value of a text; what follows it is not looked at.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="wasUtf8">Whether it came as UTF-8.</param>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public static JsonItem Parse(ReadOnlySpan<byte> utf8, bool wasUtf8 = true)
    {
        var scanner = new JsonScanner(utf8, wasUtf8);
        return scanner.AtEnd() ? JsonItem.Missing : Read(ref scanner);
    }

    private static JsonItem Read(ref JsonScanner scanner)
    {
        var first = scanner.Peek();
        var start = scanner.Position;
        switch (first)
        {
            case (byte)'{':
                var members = ReadMembers(ref scanner);
                return new JsonItem { Kind = JsonKind.Object, Position = start..scanner.Position, Members = members };
            case (byte)'[':
                var items = ReadItems(ref scanner);
                return new JsonItem { Kind = JsonKind.Array, Position = start..scanner.Position, Items = items };
            case (byte)'"':
                return new JsonItem { Kind = JsonKind.String, Text = scanner.TakeString(), Position = start..scanner.Position };
            case (byte)'t' or (byte)'f':
                return new JsonItem { Kind = JsonKind.Boolean, Flag = scanner.TakeBoolean(), Position = start..scanner.Position };
            case (byte)'n':
                scanner.TakeNull();
                return new JsonItem { Kind = JsonKind.Null, Position = start..scanner.Position };
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                scanner.TakeNumber();
                return new JsonItem { Kind = JsonKind.Number, Position = start..scanner.Position };
            default:
                throw scanner.NoValue();
        }
    }

    private static OrderedDictionary<string, JsonItem> ReadMembers(ref JsonScanner scanner)
    {
        var members = new OrderedDictionary<string, JsonItem>(StringComparer.Ordinal);
        scanner.Open();
        if (scanner.TryClose((byte)'}'))
            return members;
        do
        {
            var name = scanner.TakeMemberName(out var decoded);
            members[decoded ?? System.Text.Encoding.Latin1.GetString(name)] = Read(ref scanner);
        }
        while (scanner.HasNext((byte)'}'));
        return members;
    }

    private static List<JsonItem> ReadItems(ref JsonScanner scanner)
    {
        var items = new List<JsonItem>();
        scanner.Open();
        if (scanner.TryClose((byte)']'))
            return items;
        do
        {
            items.Add(Read(ref scanner));
        }
        while (scanner.HasNext((byte)']'));
        return items;
    }
}
