using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Plans;
using Connect.Converters.Avro.Records;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro;

/// <summary>Creates encoders for Apache.Avro records with one schema.</summary>
internal sealed class RecordWriting : IValueWriting
{
    private readonly AvroData _data;
    private readonly RecordEncode _encode;

    public RecordWriting(AvroData data, global::Avro.Schema schema)
    {
        _data = data;
        _encode = new RecordEncode(schema);
        Own = new AvroEncoder(null, ApacheSchemas.ToOurs(schema), _encode);
    }

    public AvroEncoder Own { get; }

    public AvroEncoder As(AvroSchema prescribed)
    {
        var decoder = _data.Decoder(Own.Schema);
        return new AvroEncoder(null, prescribed, new RewrittenEncode(_encode, decoder, _data.Encoder(decoder.ConnectSchema, prescribed)));
    }
}
