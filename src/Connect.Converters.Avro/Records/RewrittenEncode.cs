using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Records;

/// <summary>Writes Apache.Avro's records as a schema that a registry prescribes: fields by name, as for structs. Apache.Avro's writers would go by their places.</summary>
/// <param name="own">Writes them as their own schema.</param>
/// <param name="decoder">Reads that as a struct.</param>
/// <param name="prescribed">Writes the struct.</param>
internal sealed class RewrittenEncode(RecordEncode own, AvroDecoder decoder, AvroEncoder prescribed) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        var stream = AvroOutput.Rent();
        try
        {
            own.Write(stream, value);
            output.Raw(prescribed.Encode(decoder.Read(stream.Written).Value));
        }
        finally
        {
            stream.Return();
        }
    }
}
