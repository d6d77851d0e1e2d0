namespace Connect.Converters.Avro.Schemas;

/// <summary>The type of an <see cref="AvroJson"/>. Integers and doubles are different types, like <c>12</c> and <c>12.0</c> in a schema's
/// text.</summary>
internal enum AvroJsonKind
{
    Null,
    Boolean,
    Integer,
    Double,
    String,
    Array,
    Object,
}
