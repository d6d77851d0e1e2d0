using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Plans;

/// <summary>Creates encoders for values of one schema: for the values' own Avro schema, or for one that a registry prescribes.</summary>
internal interface IValueWriting
{
    /// <summary>Creates an encoder for the values' own schema.</summary>
    AvroEncoder Own { get; }

    /// <summary>Creates an encoder for another schema, with fields matched by name.</summary>
    /// <exception cref="DataException">The values cannot be written with that schema.</exception>
    AvroEncoder As(AvroSchema prescribed);
}
