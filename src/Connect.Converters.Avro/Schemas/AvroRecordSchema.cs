namespace Connect.Converters.Avro.Schemas;

/// <summary>A record. Its fields are set once, after construction, so that they can refer to the record.</summary>
internal sealed class AvroRecordSchema(AvroName name, string? doc = null, IReadOnlyList<AvroName>? aliases = null, bool isError = false)
    : AvroNamedSchema(AvroSchemaType.Record, name, doc, aliases ?? [])
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    /// <summary>Whether its type in the text is <c>error</c>, a record that a protocol throws.</summary>
    public bool IsError => isError;

    public IReadOnlyList<AvroField> Fields { get; private set; } = [];

    /// <summary>Whether the fields have been set.</summary>
    public bool IsComplete { get; private set; }

    public AvroField? Field(string name) => _positions.TryGetValue(name, out var position) ? Fields[position] : null;

    /// <summary>The index of the field, or -1.</summary>
    public int IndexOf(string name) => _positions.TryGetValue(name, out var position) ? position : -1;

    public void SetFields(IReadOnlyList<AvroField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (!_positions.TryAdd(fields[i].Name, i))
                throw new DataException($"Avro record {FullName} has two fields named '{fields[i].Name}'.");
        }

        Fields = fields;
        IsComplete = true;
    }
}
