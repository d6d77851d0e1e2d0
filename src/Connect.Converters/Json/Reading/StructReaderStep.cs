namespace Connect.Converters.Json.Reading;

/// <summary>How one field of a struct is read.</summary>
/// <param name="Prefix">The member's name as it is usually written, with quotes and colon.</param>
/// <param name="Kind">How the value is put into the struct.</param>
/// <param name="Reader">Reads the value.</param>
internal readonly record struct StructReaderStep(byte[] Prefix, StepKind Kind, ValueReader Reader);
