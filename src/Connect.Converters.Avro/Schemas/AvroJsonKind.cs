namespace Connect.Converters.Avro.Schemas;

/// <summary>What an <see cref="AvroJson"/> is; integers and doubles differ, as <c>12</c> and <c>12.0</c> do in a schema's text.</summary>
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
