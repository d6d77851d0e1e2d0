namespace Connect.Converters.Avro.Schemas;

/// <summary>The kinds of Avro schema.</summary>
public enum AvroSchemaType
{
    /// <summary>No value: only the other branches of a union give it a meaning.</summary>
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

    /// <summary>Bytes with their length before them.</summary>
    Bytes,

    /// <summary>UTF-8 text with its length before it.</summary>
    String,

    /// <summary>Named fields in order.</summary>
    Record,

    /// <summary>One of a list of symbols.</summary>
    Enum,

    /// <summary>Blocks of items.</summary>
    Array,

    /// <summary>Blocks of text keys with values.</summary>
    Map,

    /// <summary>One of several schemas.</summary>
    Union,

    /// <summary>A fixed number of bytes.</summary>
    Fixed,
}
