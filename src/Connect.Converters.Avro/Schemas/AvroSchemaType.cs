namespace Connect.Converters.Avro.Schemas;

/// <summary>The types of Avro schemas.</summary>
public enum AvroSchemaType
{
    /// <summary>No value; usually a branch of a union.</summary>
    Null,

    /// <summary>True or false, one byte.</summary>
    Boolean,

    /// <summary>A 32-bit signed integer, zig-zag encoded.</summary>
    Int,

    /// <summary>A 64-bit signed integer, zig-zag encoded.</summary>
    Long,

    /// <summary>A 32-bit IEEE 754 number.</summary>
    Float,

    /// <summary>A 64-bit IEEE 754 number.</summary>
    Double,

    /// <summary>Bytes, preceded by their length.</summary>
    Bytes,

    /// <summary>A UTF-8 string, preceded by its length.</summary>
    String,

    /// <summary>Named fields in order.</summary>
    Record,

    /// <summary>One of a list of symbols.</summary>
    Enum,

    /// <summary>Blocks of items.</summary>
    Array,

    /// <summary>Blocks of string keys with values.</summary>
    Map,

    /// <summary>One of several schemas.</summary>
    Union,

    /// <summary>A fixed number of bytes.</summary>
    Fixed,
}
