namespace Connect.Converters.Avro.Codec;

/// <summary>Throws for a part of the writer's schema that the reader's cannot represent: an error only for data that contains it.</summary>
internal sealed class ErrorDecode(string message) : AvroDecode
{
    public override object Read(ref AvroInput input) => throw new DataException(message);
}
