namespace Connect.Converters.Avro.Schemas;

/// <summary>Collects the named types of a schema at any depth.</summary>
internal sealed class AvroNamedTypes(Dictionary<string, AvroNamedSchema> types)
{
    public void Collect(AvroSchema schema)
    {
        AvroDepth.Check();
        switch (schema)
        {
            case AvroArraySchema array:
                Collect(array.Items);
                break;
            case AvroMapSchema map:
                Collect(map.Values);
                break;
            case AvroUnionSchema union:
                foreach (var branch in union.Branches)
                    Collect(branch);
                break;
            case AvroNamedSchema named when types.TryAdd(named.FullName, named):
                if (named is AvroRecordSchema record)
                {
                    foreach (var field in record.Fields)
                        Collect(field.Schema);
                }

                break;
            case AvroNamedSchema named when !named.Equals(types[named.FullName]):
                throw new DataException($"The Avro type {named.FullName} is defined twice among the references, in different ways.");
        }
    }
}
