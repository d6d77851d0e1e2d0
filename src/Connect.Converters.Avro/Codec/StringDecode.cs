namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes strings, and bytes that the reader has as a string.</summary>
internal sealed class StringDecode : AvroDecode
{
    public static readonly StringDecode Instance = new();

    public override object Read(ref AvroInput input) => input.String();
}
