namespace Connect.Converters.Avro.Codec;

/// <summary>How one field of a record is written.</summary>
/// <param name="Node">Writes the value.</param>
/// <param name="Index">The place of the field in the struct.</param>
/// <param name="Default">What stands for a missing value; null where nothing does.</param>
/// <param name="Constant">The bytes of a field that the struct does not have; null for one that it has.</param>
internal readonly record struct FieldEncode(AvroEncode Node, int Index, object? Default, byte[]? Constant);
