namespace Connect.Converters.Avro.Codec;

/// <summary>Text; also bytes that a reader has as text.</summary>
internal sealed class StringDecode : AvroDecode
{
    public static readonly StringDecode Instance = new();

    public override object Read(ref AvroInput input) => input.String();
}
