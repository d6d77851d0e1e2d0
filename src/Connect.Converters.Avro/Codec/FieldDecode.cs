namespace Connect.Converters.Avro.Codec;

/// <summary>How a field of a record is decoded.</summary>
/// <param name="Node">Decodes the value; null if the reader has no such field.</param>
/// <param name="Index">The index of the field in the struct.</param>
/// <param name="Skip">Skips the value of a field that only the writer has.</param>
/// <param name="Constant">The encoded default of a field that only the reader has.</param>
internal readonly record struct FieldDecode(AvroDecode? Node, int Index, AvroSkip? Skip, byte[]? Constant);
