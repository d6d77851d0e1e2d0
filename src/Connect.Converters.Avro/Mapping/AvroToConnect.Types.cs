using System.Globalization;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

internal sealed partial class AvroToConnect
{
    private SchemaBuilder Type(AvroSchema schema, AvroUse use)
    {
        var logicalType = schema.Properties.GetText(AvroKeys.LogicalType);
        return schema switch
        {
            AvroArraySchema array => Array(array),
            AvroMapSchema map => SchemaBuilder.Map(Schema.String, Convert(map.Values)),
            AvroRecordSchema record => IsVariant(record) ? Variant() : StartRecord(record),
            AvroEnumSchema @enum => Enum(@enum),
            AvroFixedSchema @fixed => Bytes(schema, logicalType).Parameter(AvroKeys.FixedSize, @fixed.Size.ToString(CultureInfo.InvariantCulture)),
            _ => schema.Type switch
            {
                AvroSchemaType.Boolean => SchemaBuilder.Boolean(),
                AvroSchemaType.Int => Int(schema, logicalType),
                AvroSchemaType.Long => Is(logicalType, AvroKeys.LogicalTimestamp) ? TimestampLogicalType.Builder() : SchemaBuilder.Int64(),
                AvroSchemaType.Float => SchemaBuilder.Float32(),
                AvroSchemaType.Double => SchemaBuilder.Float64(),
                AvroSchemaType.Bytes => Bytes(schema, logicalType),
                AvroSchemaType.String => SchemaBuilder.String(),
                _ => throw new DataException($"Connect has no schema for Avro's {use.Schema.TypeName} outside of a union."),
            },
        };
    }

    private static SchemaBuilder Int(AvroSchema schema, string? logicalType)
    {
        if (logicalType is not null)
        {
            return Is(logicalType, AvroKeys.LogicalDate) ? DateLogicalType.Builder()
                : Is(logicalType, AvroKeys.LogicalTime) ? TimeLogicalType.Builder()
                : SchemaBuilder.Int32();
        }

        return schema.Properties.GetText(AvroKeys.Type) switch
        {
            null => SchemaBuilder.Int32(),
            "int8" => SchemaBuilder.Int8(),
            "int16" => SchemaBuilder.Int16(),
            var other => throw new DataException($"Avro's int cannot be the Connect type '{other}'."),
        };
    }

    private static SchemaBuilder Bytes(AvroSchema schema, string? logicalType)
    {
        if (!Is(logicalType, AvroKeys.LogicalDecimal))
            return SchemaBuilder.Bytes();
        var builder = DecimalLogicalType.Builder(schema.Properties.Get(AvroKeys.Scale) is { IsNumber: true } scale ? ToInt(scale) : 0);
        if (schema.Properties.Get(AvroKeys.Precision) is not { } precision)
            return builder;
        if (!precision.IsNumber)
            throw new DataException($"The precision of an Avro decimal is not a number: {precision}");
        return ToInt(precision) == AvroKeys.DefaultDecimalPrecision
            ? builder
            : builder.Parameter(AvroKeys.DecimalPrecision, ToInt(precision).ToString(CultureInfo.InvariantCulture));
    }

    private SchemaBuilder Array(AvroArraySchema array)
    {
        if (!AvroMapEntries.IsEntry(array.Items))
            return SchemaBuilder.Array(Convert(array.Items));
        var entry = AvroMapEntries.Fields(array.Items);
        return SchemaBuilder.Map(Convert(entry.Key.Schema), Convert(entry.Value.Schema));
    }

    private SchemaBuilder StartRecord(AvroRecordSchema record)
    {
        var builder = SchemaBuilder.Struct();
        if (options.DiscardTypeDocDefault || !options.ConnectMetaData)
            return builder;
        if (record.Doc is not null)
            builder.Parameter(AvroKeys.RecordDoc, record.Doc);
        foreach (var field in record.Fields)
        {
            if (field.Doc is not null)
                builder.Parameter(AvroKeys.FieldDocPrefix + field.Name, field.Doc);
        }

        return builder;
    }

    private SchemaBuilder Enum(AvroEnumSchema schema)
    {
        var builder = SchemaBuilder.String();
        if (options.ConnectMetaData)
        {
            if (schema.Doc is not null)
                builder.Parameter(options.DiscardTypeDocDefault ? AvroKeys.EnumDocOfType : AvroKeys.EnumDocPrefix + schema.Name.Name, schema.Doc);
            if (!options.DiscardTypeDocDefault && schema.Default is not null)
                builder.Parameter(AvroKeys.EnumDefaultPrefix + schema.Name.Name, schema.Default);
        }

        var parameter = options.GeneralizedSumTypes ? AvroKeys.GeneralizedEnum : AvroKeys.Enum;
        builder.Parameter(parameter, schema.FullName);
        for (var i = 0; i < schema.Symbols.Count; i++)
            builder.Parameter(
                $"{parameter}.{schema.Symbols[i]}", options.GeneralizedSumTypes ? i.ToString(CultureInfo.InvariantCulture) : schema.Symbols[i]);
        return builder;
    }

    /// <summary>A union of null and one other schema becomes that schema, optional. Any other union becomes a struct with a field for each
    /// branch.</summary>
    private Schema Union(AvroUnionSchema union, AvroUse use)
    {
        if (AvroUnions.Flatten(union, options) is { } only)
            return Convert(new AvroUse(only.Branch) { IsOptional = only.IsOptional, Doc = use.Doc });
        var name = options.GeneralizedSumTypes
            ? AvroKeys.GeneralizedUnionPrefix + nextUnion().ToString(CultureInfo.InvariantCulture)
            : AvroKeys.Union;
        var builder = SchemaBuilder.Struct().Name(name);
        if (options.GeneralizedSumTypes)
            builder.Parameter(AvroKeys.GeneralizedUnion, name);
        for (var i = 0; i < union.Branches.Count; i++)
        {
            if (union.Branches[i].Type == AvroSchemaType.Null)
            {
                builder.Optional();
                continue;
            }

            var field = AvroUnions.FieldName(union.Branches[i], i, options);
            if (builder.HasField(field))
                throw new DataException(
                    $"Two branches of an Avro union would both be the field '{field}' in Connect: set enhanced.avro.schema.support=true.");
            builder.Field(field, Convert(union.Branches[i], isOptional: true));
        }

        return Build(use with { IsOptional = use.IsOptional || union.NullIndex >= 0 }, builder);
    }

    private static SchemaBuilder Variant() =>
        SchemaBuilder.Struct().Name(AvroKeys.Variant).Field("metadata", Schema.Bytes).Field("value", Schema.Bytes);

    private static bool IsVariant(AvroRecordSchema record) =>
        record.Properties.GetText(AvroKeys.LogicalType) == AvroKeys.LogicalVariant
        && record.Fields.Count == 2
        && record.Field("metadata")?.Schema.Type == AvroSchemaType.Bytes
        && record.Field("value")?.Schema.Type == AvroSchemaType.Bytes;

    private static int ToInt(AvroJson number) =>
        number.Kind == AvroJsonKind.Integer && number.IsLong
            ? unchecked((int)number.Long) : (int)Math.Clamp(number.Double, int.MinValue, int.MaxValue);

    private static bool Is(string? logicalType, string name) => string.Equals(logicalType, name, StringComparison.OrdinalIgnoreCase);
}
