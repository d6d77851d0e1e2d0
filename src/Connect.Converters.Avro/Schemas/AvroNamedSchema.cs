namespace Connect.Converters.Avro.Schemas;

/// <summary>A record, enum or fixed.</summary>
internal abstract class AvroNamedSchema : AvroSchema
{
    private protected AvroNamedSchema(AvroSchemaType type, AvroName name, string? doc, IReadOnlyList<AvroName> aliases)
        : base(type)
    {
        FullName = name.Full;
        if (AvroPrimitiveSchema.TypeOf(FullName) is not null)
            throw new DataException($"An Avro type may not be named '{FullName}': that is the name of a primitive type.");
        Name = name;
        Doc = doc;
        Aliases = aliases;
    }

    public AvroName Name { get; }

    public sealed override string FullName { get; }

    public string? Doc { get; }

    public IReadOnlyList<AvroName> Aliases { get; }

    private protected override int ShallowHash() => FullName.GetHashCode(StringComparison.Ordinal);
}
