using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

internal sealed partial class ConnectToAvro
{
    private AvroSchema Type(Schema schema) => schema.Type switch
    {
        SchemaType.Int8 or SchemaType.Int16 or SchemaType.Int32 => new AvroPrimitiveSchema(AvroSchemaType.Int),
        SchemaType.Int64 => new AvroPrimitiveSchema(AvroSchemaType.Long),
        SchemaType.Float32 => new AvroPrimitiveSchema(AvroSchemaType.Float),
        SchemaType.Float64 => new AvroPrimitiveSchema(AvroSchemaType.Double),
        SchemaType.Boolean => new AvroPrimitiveSchema(AvroSchemaType.Boolean),
        SchemaType.String when ConnectSchemas.EnumParameter(schema, options) is { } parameter => Enum(schema, parameter),
        SchemaType.String => new AvroPrimitiveSchema(AvroSchemaType.String),
        SchemaType.Bytes => Bytes(schema),
        SchemaType.Array => new AvroArraySchema(ConvertPart(schema.ValueSchema)),
        SchemaType.Map => Map(schema),
        _ => StructType(schema),
    };

    private AvroEnumSchema Enum(Schema schema, string parameter)
    {
        // A schema without a name consumes a number here although the number is not used: later names depend on it. The name need not be a valid Avro
        // name.
        var shortName = UncheckedNameOf(schema).Name;
        var name = schema.Parameters.GetValueOrDefault(parameter)
            ?? throw new DataException($"The enum schema {schema} has no parameter {parameter}.");
        var symbols = schema.Parameters.Keys
            .Where(key => key.StartsWith(parameter + ".", StringComparison.Ordinal))
            .Select(key => AvroName.Valid(key[(parameter.Length + 1)..]))
            .ToArray();
        var full = AvroName.Of(name, null);
        AvroName.Valid(full.Name);
        return options.DiscardTypeDocDefault
            ? new AvroEnumSchema(full, symbols, schema.Parameters.GetValueOrDefault(AvroKeys.EnumDocOfType))
            : new AvroEnumSchema(
                full,
                symbols,
                schema.Parameters.GetValueOrDefault(AvroKeys.EnumDocPrefix + shortName),
                schema.Parameters.GetValueOrDefault(AvroKeys.EnumDefaultPrefix + shortName));
    }

    private AvroSchema Bytes(Schema schema)
    {
        AvroSchema type = ConnectSchemas.IsFixed(schema)
            ? new AvroFixedSchema(NameOf(schema), ConnectSchemas.Number(schema, AvroKeys.FixedSize))
            : new AvroPrimitiveSchema(AvroSchemaType.Bytes);
        if (ConnectSchemas.IsNamed(schema, LogicalTypes.DecimalName))
        {
            type.Properties.Add(AvroKeys.Scale, AvroJson.Of(ConnectSchemas.Number(schema, DecimalLogicalType.ScaleParameter)));
            var precision = ConnectSchemas.Number(schema, AvroKeys.DecimalPrecision, AvroKeys.DefaultDecimalPrecision);
            type.Properties.Add(AvroKeys.Precision, AvroJson.Of(precision));
        }

        return type;
    }

    private AvroSchema Map(Schema schema)
    {
        if (ConnectSchemas.IsAvroMap(schema, options))
            return new AvroMapSchema(ConvertPart(schema.ValueSchema));
        AvroRecordSchema entry;
        if (schema.Name is null)
        {
            entry = new AvroRecordSchema(new AvroName(AvroKeys.MapEntry, AvroKeys.Namespace));
        }
        else
        {
            entry = new AvroRecordSchema(NameOf(schema));
            entry.Properties.Add(AvroKeys.InternalType, AvroKeys.MapEntry);
        }

        entry.SetFields([Field(AvroKeys.Key, schema.KeySchema, null), Field(AvroKeys.Value, schema.ValueSchema, null)]);
        return new AvroArraySchema(entry);
    }

    private AvroSchema StructType(Schema schema)
    {
        if (ConnectSchemas.IsVariant(schema))
            return Variant();
        if (ConnectSchemas.IsUnion(schema))
            return Union(schema);
        if (schema.IsOptional)
            return new AvroUnionSchema([new AvroPrimitiveSchema(AvroSchemaType.Null), ConvertPart(schema.AsRequired())]);
        if (schema is { IsRecursive: true, Name: null })
            throw new DataException("A struct without a name refers to itself, but Avro can express that only by name: give its schema a name.");
        var doc = schema.Parameters.GetValueOrDefault(options.DiscardTypeDocDefault ? AvroKeys.RecordDocOfType : AvroKeys.RecordDoc);
        var record = new AvroRecordSchema(NameOf(schema), doc);
        if (schema.Name is not null)
            _structs[schema.Name] = (schema, record);
        var fields = new List<AvroField>(schema.Fields.Count);
        foreach (var field in schema.Fields)
        {
            var fieldDoc = options.DiscardTypeDocDefault ? null : schema.Parameters.GetValueOrDefault(AvroKeys.FieldDocPrefix + field.Name);
            fields.Add(Field(_scrubber.Field(field.Name), field.Schema, fieldDoc));
        }

        record.SetFields(fields);
        return record;
    }

    private AvroUnionSchema Union(Schema schema)
    {
        var branches = new List<AvroSchema>(schema.Fields.Count + 1);
        if (schema.IsOptional)
            branches.Add(new AvroPrimitiveSchema(AvroSchemaType.Null));
        foreach (var field in schema.Fields)
            branches.Add(ConvertPart(field.Schema.AsRequired(), ignoreOptional: true));
        return new AvroUnionSchema(branches);
    }

    private static AvroRecordSchema Variant()
    {
        var record = new AvroRecordSchema(AvroName.Of(AvroKeys.VariantRecord, null));
        record.SetFields(
        [
            new AvroField("metadata", new AvroPrimitiveSchema(AvroSchemaType.Bytes)),
            new AvroField("value", new AvroPrimitiveSchema(AvroSchemaType.Bytes)),
        ]);
        record.Properties.Add(AvroKeys.LogicalType, AvroKeys.LogicalVariant);
        return record;
    }
}
