namespace Connect.Data;

/// <summary>The type of a value, as Kafka Connect knows it.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Schema.Type</c>; the order is Java's and decides number promotion (<see cref="Int8"/> up
/// to <see cref="Float64"/>).</remarks>
public enum SchemaType
{
    /// <summary>A signed 8-bit integer: <see cref="sbyte"/>.</summary>
    Int8,

    /// <summary>A signed 16-bit integer: <see cref="short"/>.</summary>
    Int16,

    /// <summary>A signed 32-bit integer: <see cref="int"/>.</summary>
    Int32,

    /// <summary>A signed 64-bit integer: <see cref="long"/>.</summary>
    Int64,

    /// <summary>A 32-bit floating-point number: <see cref="float"/>.</summary>
    Float32,

    /// <summary>A 64-bit floating-point number: <see cref="double"/>.</summary>
    Float64,

    /// <summary>True or false: <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Text: <see cref="string"/>.</summary>
    String,

    /// <summary>Bytes: <c>byte[]</c> or <see cref="ReadOnlyMemory{T}"/> of bytes.</summary>
    Bytes,

    /// <summary>An ordered sequence: <see cref="IReadOnlyList{T}"/> of objects.</summary>
    Array,

    /// <summary>A map: <see cref="IReadOnlyDictionary{TKey, TValue}"/> of objects, in practice <see cref="ConnectMap"/>.</summary>
    Map,

    /// <summary>Named fields: <see cref="Data.Struct"/>.</summary>
    Struct,
}
