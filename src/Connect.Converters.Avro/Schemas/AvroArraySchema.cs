namespace Connect.Converters.Avro.Schemas;

/// <summary>An array.</summary>
internal sealed class AvroArraySchema(AvroSchema items) : AvroSchema(AvroSchemaType.Array)
{
    public AvroSchema Items => items;

    private protected override int ShallowHash() => items.GetHashCode();
}
