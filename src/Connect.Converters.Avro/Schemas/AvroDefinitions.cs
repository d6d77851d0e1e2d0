namespace Connect.Converters.Avro.Schemas;

/// <summary>Finds the first definition of each named type in a schema's text, for names that are used before their definition.</summary>
internal sealed class AvroDefinitions
{
    private readonly Dictionary<string, (AvroJson Json, string? Space)> _definitions = new(StringComparer.Ordinal);

    public AvroDefinitions(AvroJson text) => Collect(text, null);

    public (AvroJson Json, string? Space)? Find(string fullName) => _definitions.TryGetValue(fullName, out var definition) ? definition : null;

    private void Collect(AvroJson json, string? space)
    {
        if (json.Kind == AvroJsonKind.Array)
        {
            foreach (var branch in json.Items)
                Collect(branch, space);
        }
        else if (json.Kind == AvroJsonKind.Object)
        {
            switch (json.Members.GetText("type"))
            {
                case "array":
                    Collect(json.Members.Get("items") ?? AvroJson.Null, space);
                    break;
                case "map":
                    Collect(json.Members.Get("values") ?? AvroJson.Null, space);
                    break;
                case "record" or "error" or "enum" or "fixed":
                    Named(json, space);
                    break;
            }
        }
    }

    private void Named(AvroJson json, string? space)
    {
        var name = AvroAttributes.Name(json.Members, space);
        _definitions.TryAdd(name.Full, (json, space));
        if (json.Members.Get("fields") is not { Kind: AvroJsonKind.Array } fields)
            return;
        foreach (var field in fields.Items)
            Collect(field.Members.Get("type") ?? AvroJson.Null, name.Namespace);
    }
}
