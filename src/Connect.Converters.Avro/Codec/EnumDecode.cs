namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes an enum to the symbol as a string.</summary>
/// <param name="symbols">The reader's symbol for each of the writer's symbols; null if the reader has neither the symbol nor a default.</param>
/// <param name="name">The full name of the writer's enum, for messages.</param>
internal sealed class EnumDecode(string?[] symbols, string name) : AvroDecode
{
    public override object Read(ref AvroInput input)
    {
        var index = input.Int();
        if ((uint)index >= (uint)symbols.Length)
            throw new DataException($"The Avro data has symbol index {index} of the enum {name}, which has {symbols.Length} symbols.");
        return symbols[index] ?? throw new DataException($"The reader's schema has neither symbol {index} of the Avro enum {name} nor a default.");
    }
}
