namespace Connect.Converters.Avro;

/// <summary>A branch of the writer's union that the reader's schema has no place for: an error only for data that has it.</summary>
internal sealed class ErrorDecode(string message) : AvroDecode
{
    public override object Read(ref AvroInput input) => throw new DataException(message);
}
