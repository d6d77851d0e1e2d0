namespace Connect.Converters.Avro.Codec;

/// <summary>What happens with one field of a record.</summary>
/// <param name="Node">Reads the value; null where the reader has no such field.</param>
/// <param name="Index">The place of the field in the struct.</param>
/// <param name="Skip">Passes over the value of a field that only the writer has.</param>
/// <param name="Constant">The bytes of the reader's default for a field that the writer does not have.</param>
internal readonly record struct FieldDecode(AvroDecode? Node, int Index, AvroSkip? Skip, byte[]? Constant);
