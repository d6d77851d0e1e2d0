namespace Connect.Converters.Avro.Schemas;

/// <summary>An enum.</summary>
internal sealed class AvroEnumSchema : AvroNamedSchema
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    public AvroEnumSchema(
        AvroName name,
        IReadOnlyList<string> symbols,
        string? doc = null,
        string? @default = null,
        IReadOnlyList<AvroName>? aliases = null)
        : base(AvroSchemaType.Enum, name, doc, aliases ?? [])
    {
        for (var i = 0; i < symbols.Count; i++)
        {
            if (!_ordinals.TryAdd(symbols[i], i))
                throw new DataException($"Avro enum {FullName} has the symbol '{symbols[i]}' twice.");
        }

        if (@default is not null && !_ordinals.ContainsKey(@default))
            throw new DataException($"The default '{@default}' of Avro enum {FullName} is not among its symbols.");
        Symbols = symbols;
        Default = @default;
    }

    public IReadOnlyList<string> Symbols { get; }

    public string? Default { get; }

    /// <summary>The index of the symbol, or -1.</summary>
    public int IndexOf(string symbol) => _ordinals.TryGetValue(symbol, out var ordinal) ? ordinal : -1;
}
