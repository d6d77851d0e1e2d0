namespace Connect.Converters.Avro.Schemas;

/// <summary>A map; its keys are strings.</summary>
internal sealed class AvroMapSchema(AvroSchema values) : AvroSchema(AvroSchemaType.Map)
{
    public AvroSchema Values => values;

    private protected override int ShallowHash() => values.GetHashCode();
}
