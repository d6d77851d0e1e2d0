using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

internal sealed partial class ConnectToAvro
{
    /// <summary>Adds properties for everything that Avro has no attribute for, in the order of Confluent's converter.</summary>
    private void AddProperties(Schema schema, AvroSchema type)
    {
        if (options.ConnectMetaData)
            AddMetaData(schema, type.Properties);
        if (ConnectSchemas.IsNamed(schema, LogicalTypes.DecimalName))
            AddDecimal(schema, type);
        else if (ConnectSchemas.IsNamed(schema, LogicalTypes.TimeName))
            AddLogicalType(schema, type, AvroKeys.LogicalTime, AvroSchemaType.Int);
        else if (ConnectSchemas.IsNamed(schema, LogicalTypes.TimestampName))
            AddLogicalType(schema, type, AvroKeys.LogicalTimestamp, AvroSchemaType.Long);
        else if (ConnectSchemas.IsNamed(schema, LogicalTypes.DateName))
            AddLogicalType(schema, type, AvroKeys.LogicalDate, AvroSchemaType.Int);
        foreach (var (name, value) in schema.Parameters)
        {
            if (value is not null && name.StartsWith(AvroKeys.PassedOnPrefix, StringComparison.Ordinal))
                type.Properties.Add(name, value);
        }
    }

    private void AddMetaData(Schema schema, AvroProperties properties)
    {
        if (schema.Doc is not null)
            properties.Add(AvroKeys.Doc, schema.Doc);
        if (schema.Version is { } version)
            properties.Add(AvroKeys.Version, AvroJson.Of(version));
        if (Parameters(schema) is { Count: > 0 } parameters)
            properties.Add(AvroKeys.Parameters, AvroJson.Of(parameters));
        if (schema.DefaultValue is { } value && (options.DiscardTypeDocDefault || !schema.Parameters.ContainsKey(AvroKeys.FieldDefaultFlag)))
            properties.Add(AvroKeys.Default, _defaults.OfType(schema, value));
        if (schema.Name is not null)
            properties.Add(AvroKeys.Name, schema.Name);
        if (schema.Type is SchemaType.Int8 or SchemaType.Int16)
            properties.Add(AvroKeys.Type, schema.Type == SchemaType.Int8 ? "int8" : "int16");
    }

    private static void AddDecimal(Schema schema, AvroSchema type)
    {
        if (type is not (AvroFixedSchema or { Type: AvroSchemaType.Bytes }))
            throw new DataException($"A Decimal must be of type BYTES, not {schema}.");
        var precision = ConnectSchemas.Number(schema, AvroKeys.DecimalPrecision, AvroKeys.DefaultDecimalPrecision);
        var scale = ConnectSchemas.Number(schema, DecimalLogicalType.ScaleParameter);

        // If it is not a valid Avro decimal, the annotation is still written, unchecked.
        if (scale >= 0 && scale <= precision)
        {
            if (precision == 0)
                throw new DataException($"The Decimal schema {schema} has a precision of 0.");
            if (type is AvroFixedSchema @fixed && precision > MaxDigits(@fixed.Size))
                throw new DataException($"A fixed of {@fixed.Size} bytes cannot hold the {precision} digits of the Decimal schema {schema}.");
        }

        type.Properties.Add(AvroKeys.LogicalType, AvroKeys.LogicalDecimal);
    }

    private static long MaxDigits(int size) => size == 0 ? 0 : (long)Math.Floor(Math.Log10(2) * ((8L * size) - 1));

    private static void AddLogicalType(Schema schema, AvroSchema type, string logicalType, AvroSchemaType expected)
    {
        if (type.Type != expected)
            throw new DataException($"The schema {schema} has the name of a logical type, but another type.");
        type.Properties.Add(AvroKeys.LogicalType, logicalType);
    }
}
