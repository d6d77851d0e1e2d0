using System.Globalization;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Classifies Connect schemas for the mapping to Avro.</summary>
internal static class ConnectSchemas
{
    public static bool IsUnion(Schema schema) =>
        schema.Type == SchemaType.Struct && (schema.Name == AvroKeys.Union || schema.Parameters.ContainsKey(AvroKeys.GeneralizedUnion));

    public static bool IsFixed(Schema schema) =>
        schema.Type == SchemaType.Bytes && schema.Name is not null && schema.Parameters.ContainsKey(AvroKeys.FixedSize);

    public static bool IsVariant(Schema schema) => schema.Type == SchemaType.Struct && schema.Name == AvroKeys.Variant;

    /// <summary>The parameter that makes a string schema an enum with these options; null for a plain string.</summary>
    public static string? EnumParameter(Schema schema, AvroDataOptions options)
    {
        if (schema.Type != SchemaType.String || !(options.EnhancedSchemaSupport || options.GeneralizedSumTypes))
            return null;
        return schema.Parameters.ContainsKey(AvroKeys.GeneralizedEnum) || schema.Parameters.ContainsKey(AvroKeys.Enum)
            ? options.GeneralizedSumTypes ? AvroKeys.GeneralizedEnum : AvroKeys.Enum
            : null;
    }

    /// <summary>Whether the map becomes an Avro map rather than an array of entries.</summary>
    public static bool IsAvroMap(Schema map, AvroDataOptions options) =>
        map.KeySchema is { Type: SchemaType.String } key && (!key.IsOptional || options.AllowOptionalMapKeys);

    /// <summary>Whether the schema is annotated as the logical type; the comparison of the name ignores case.</summary>
    public static bool IsNamed(Schema schema, string logicalName) => string.Equals(schema.Name, logicalName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a parameter that must be an integer.</summary>
    public static int Number(Schema schema, string parameter, int? absent = null)
    {
        if (!schema.Parameters.TryGetValue(parameter, out var text) || text is null)
            return absent ?? throw new DataException($"The schema {schema} has no parameter {parameter}.");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataException($"The parameter {parameter} of the schema {schema} is not an integer: '{text}'.");
    }
}
