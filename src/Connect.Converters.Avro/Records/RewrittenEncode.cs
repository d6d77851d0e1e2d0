using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Records;

/// <summary>Encodes Apache.Avro records with a schema that a registry prescribes. Matches fields by name, as for structs; Apache.Avro's writers would
/// match them by position.</summary>
/// <param name="own">Encodes records with their own schema.</param>
/// <param name="decoder">Decodes the result to a struct.</param>
/// <param name="prescribed">Encodes the struct.</param>
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
