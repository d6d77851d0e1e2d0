namespace Connect.Converters.Avro.Codec;

/// <summary>A part of the writer's schema that the reader's has no place for: an error only for data that has it.</summary>
internal sealed class ErrorDecode(string message) : AvroDecode
{
    public override object Read(ref AvroInput input) => throw new DataException(message);
}
