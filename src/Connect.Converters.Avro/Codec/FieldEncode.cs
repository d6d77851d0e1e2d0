namespace Connect.Converters.Avro.Codec;

/// <summary>How a field of a record is encoded.</summary>
/// <param name="Node">Encodes the value.</param>
/// <param name="Index">The index of the field in the struct.</param>
/// <param name="Default">The default of a missing value; null for none.</param>
/// <param name="Constant">The encoded value of a field that the struct does not have; null if it has the field.</param>
internal readonly record struct FieldEncode(AvroEncode Node, int Index, object? Default, byte[]? Constant);
