using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Plans;

/// <summary>How values of one kind become Avro: as the schema that belongs to them, or as one that a registry prescribes.</summary>
internal interface IValueWriting
{
    /// <summary>Writes them as their own schema.</summary>
    AvroEncoder Own { get; }

    /// <summary>Writes them as another schema, fields by name.</summary>
    /// <exception cref="DataException">They cannot be written as it.</exception>
    AvroEncoder As(AvroSchema prescribed);
}
