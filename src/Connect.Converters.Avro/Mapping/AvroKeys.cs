namespace Connect.Converters.Avro.Mapping;

/// <summary>The property names with which Confluent's converter stores Connect metadata in an Avro schema.</summary>
internal static class AvroKeys
{
    public const string Namespace = "io.confluent.connect.avro";
    public const string DefaultName = "ConnectDefault";
    public const string DefaultFullName = Namespace + "." + DefaultName;
    public const string MapEntry = "MapEntry";
    public const string Key = "key";
    public const string Value = "value";

    public const string Name = "connect.name";
    public const string Doc = "connect.doc";
    public const string Version = "connect.version";
    public const string Default = "connect.default";
    public const string Parameters = "connect.parameters";
    public const string Type = "connect.type";
    public const string InternalType = "connect.internal.type";

    public const string RecordDocOfType = "connect.record.doc";
    public const string EnumDocOfType = "connect.enum.doc";
    public const string RecordDoc = Namespace + ".record.doc";
    public const string FieldDocPrefix = Namespace + ".field.doc.";
    public const string EnumDocPrefix = Namespace + ".enum.doc.";
    public const string EnumDefaultPrefix = Namespace + ".enum.default.";

    /// <summary>A parameter that says a schema's default came from the Avro field, not from <see cref="Default"/>.</summary>
    public const string FieldDefaultFlag = Namespace + ".field.default";

    public const string FixedSize = "connect.fixed.size";
    public const string DecimalPrecision = "connect.decimal.precision";
    public const int DefaultDecimalPrecision = 64;

    public const string Union = Namespace + ".Union";
    public const string Enum = Namespace + ".Enum";
    public const string Anything = Namespace + ".Anything";
    public const string GeneralizedUnion = "org.apache.kafka.connect.data.Union";
    public const string GeneralizedEnum = "org.apache.kafka.connect.data.Enum";
    public const string GeneralizedUnionPrefix = "connect_union_";
    public const string GeneralizedFieldPrefix = "connect_union_field_";
    public const string Variant = "org.apache.kafka.connect.data.Variant";
    public const string VariantRecord = "confluent.type.Variant";

    /// <summary>The prefix of parameters and properties that are copied in both directions.</summary>
    public const string PassedOnPrefix = "avro";

    public const string LogicalType = "logicalType";
    public const string Scale = "scale";
    public const string Precision = "precision";
    public const string LogicalDecimal = "decimal";
    public const string LogicalDate = "date";
    public const string LogicalTime = "time-millis";
    public const string LogicalTimestamp = "timestamp-millis";
    public const string LogicalVariant = "variant";
}
