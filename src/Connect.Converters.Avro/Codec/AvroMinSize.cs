using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Computes the minimum number of bytes of a value, to check the item count of a block.</summary>
internal sealed class AvroMinSize
{
    private readonly Dictionary<AvroSchema, int> _records = new(ReferenceEqualityComparer.Instance);

    public int Of(AvroSchema schema)
    {
        AvroDepth.Check();
        return schema switch
        {
            AvroFixedSchema @fixed => @fixed.Size,
            AvroRecordSchema record => Record(record),
            _ => schema.Type switch
            {
                AvroSchemaType.Null => 0,
                AvroSchemaType.Float => sizeof(float),
                AvroSchemaType.Double => sizeof(double),
                _ => 1,
            },
        };
    }

    private int Record(AvroRecordSchema record)
    {
        if (_records.TryGetValue(record, out var known))
            return known;

        // A record that directly contains itself has no values; any number will do.
        _records[record] = 0;
        long sum = 0;
        foreach (var field in record.Fields)
            sum += Of(field.Schema);
        return _records[record] = (int)Math.Min(sum, int.MaxValue);
    }
}
