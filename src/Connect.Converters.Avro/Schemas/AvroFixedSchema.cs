namespace Connect.Converters.Avro.Schemas;

/// <summary>A fixed number of bytes.</summary>
internal sealed class AvroFixedSchema : AvroNamedSchema
{
    public AvroFixedSchema(AvroName name, int size, string? doc = null, IReadOnlyList<AvroName>? aliases = null)
        : base(AvroSchemaType.Fixed, name, doc, aliases ?? [])
    {
        if (size < 0)
            throw new DataException($"Avro fixed {FullName} has the size {size}.");
        Size = size;
    }

    /// <summary>The number of bytes, 0 or more.</summary>
    public int Size { get; }
}
