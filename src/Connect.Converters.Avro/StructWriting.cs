using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Plans;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro;

/// <summary>Creates encoders for Connect values with one schema.</summary>
internal sealed class StructWriting(AvroData data, Schema? schema) : IValueWriting
{
    public AvroEncoder Own { get; } = data.Encoder(schema, data.FromConnectSchema(schema));

    public AvroEncoder As(AvroSchema prescribed) => data.Encoder(schema, prescribed);
}
