using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Skips data of one schema, whole blocks at once if they declare their size.</summary>
internal sealed class AvroSkip
{
    private readonly AvroSchema _schema;
    private readonly int _itemSize;
    private AvroSkip[] _parts = [];

    private AvroSkip(AvroSchema schema)
    {
        _schema = schema;
        _itemSize = schema switch
        {
            AvroArraySchema array => new AvroMinSize().Of(array.Items),
            AvroMapSchema map => 1 + new AvroMinSize().Of(map.Values),
            _ => 0,
        };
    }

    /// <summary>Creates the skipper of a schema, or returns the existing one: the schema may be recursive.</summary>
    public static AvroSkip Of(AvroSchema schema, Dictionary<AvroSchema, AvroSkip> known)
    {
        AvroDepth.Check();
        if (known.TryGetValue(schema, out var skip))
            return skip;
        skip = new AvroSkip(schema);
        known.Add(schema, skip);
        skip._parts = schema switch
        {
            AvroRecordSchema record => [.. record.Fields.Select(field => Of(field.Schema, known))],
            AvroUnionSchema union => [.. union.Branches.Select(branch => Of(branch, known))],
            AvroArraySchema array => [Of(array.Items, known)],
            AvroMapSchema map => [Of(map.Values, known)],
            _ => [],
        };
        return skip;
    }

    public void Skip(ref AvroInput input)
    {
        switch (_schema.Type)
        {
            case AvroSchemaType.Null:
                break;
            case AvroSchemaType.Boolean:
                input.Take(1);
                break;
            case AvroSchemaType.Int or AvroSchemaType.Long or AvroSchemaType.Enum:
                input.Long();
                break;
            case AvroSchemaType.Float:
                input.Take(sizeof(float));
                break;
            case AvroSchemaType.Double:
                input.Take(sizeof(double));
                break;
            case AvroSchemaType.Bytes or AvroSchemaType.String:
                input.Bytes();
                break;
            case AvroSchemaType.Fixed:
                input.Take(((AvroFixedSchema)_schema).Size);
                break;
            default:
                AvroDepth.Check();
                SkipParts(ref input);
                break;
        }
    }

    private void SkipParts(ref AvroInput input)
    {
        switch (_schema.Type)
        {
            case AvroSchemaType.Record:
                input.Spend(1);
                foreach (var part in _parts)
                    part.Skip(ref input);
                break;
            case AvroSchemaType.Union:
                var branch = input.Int();
                if ((uint)branch >= (uint)_parts.Length)
                    throw new DataException($"The Avro data has branch {branch} of a union with {_parts.Length} branches.");
                _parts[branch].Skip(ref input);
                break;
            default:
                var isMap = _schema.Type == AvroSchemaType.Map;
                for (var count = input.SkipBlocks(_itemSize); count != 0; count = input.SkipBlocks(_itemSize))
                {
                    for (var i = 0; i < count; i++)
                    {
                        if (isMap)
                            input.Bytes();
                        _parts[0].Skip(ref input);
                    }
                }

                break;
        }
    }
}
