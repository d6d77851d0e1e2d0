namespace Connect.Data;

/// <summary>What a schema accepts: its type, unless its name is that of a logical type.</summary>
internal enum ValueKind : byte
{
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Boolean,
    String,
    Bytes,
    Array,
    Map,
    Struct,

    /// <summary>An array, map or struct that bears the name of a logical type: no value is both.</summary>
    Nothing,
    Decimal,
    Date,
    Time,
    Timestamp,
}
