using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Checks the defaults of Avro fields.</summary>
internal static class AvroDefaults
{
    /// <summary>Whether Avro for Java accepts the default; for a union, whether it matches any branch.</summary>
    public static bool IsValid(AvroSchema schema, AvroJson? json)
    {
        AvroDepth.Check();
        if (json is null)
            return false;
        return schema switch
        {
            AvroUnionSchema union => union.Branches.Any(branch => IsValid(branch, json)),
            AvroRecordSchema record => json.Kind == AvroJsonKind.Object
                && record.Fields.All(field => IsValid(field.Schema, json.Members.Get(field.Name) ?? field.Default)),
            AvroArraySchema array => json.Kind == AvroJsonKind.Array && json.Items.All(item => IsValid(array.Items, item)),
            AvroMapSchema map => json.Kind == AvroJsonKind.Object && json.Members.All(member => IsValid(map.Values, member.Value)),
            _ => schema.Type switch
            {
                AvroSchemaType.Null => json.Kind == AvroJsonKind.Null,
                AvroSchemaType.Boolean => json.Kind == AvroJsonKind.Boolean,
                AvroSchemaType.Int => json.IsInt,
                AvroSchemaType.Long => json.Kind == AvroJsonKind.Integer && json.IsLong,
                AvroSchemaType.Float or AvroSchemaType.Double => json.IsNumber,
                _ => json.Kind == AvroJsonKind.String,
            },
        };
    }
}
