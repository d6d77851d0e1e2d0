namespace Connect.Converters.Avro.Codec;

/// <summary>The symbols of an enum as text.</summary>
/// <param name="symbols">For each symbol of the writer that of the reader; null where the reader has neither it nor a default.</param>
/// <param name="name">The writer's name, for messages.</param>
internal sealed class EnumDecode(string?[] symbols, string name) : AvroDecode
{
    public override object Read(ref AvroInput input)
    {
        var index = input.Int();
        if ((uint)index >= (uint)symbols.Length)
            throw new DataException($"Avro data with symbol {index} of {name}, which has {symbols.Length}.");
        return symbols[index] ?? throw new DataException($"Avro data with symbol {index} of {name}, which the reader's schema does not know.");
    }
}
