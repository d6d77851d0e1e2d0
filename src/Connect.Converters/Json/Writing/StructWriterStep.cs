namespace Connect.Converters.Json.Writing;

/// <summary>How one field of a struct is written.</summary>
/// <param name="Prefix">What stands before the value: a comma, unless it is the first field, the escaped name and a colon.</param>
/// <param name="Kind">How the value is taken out of the struct.</param>
/// <param name="Writer">Writes the value.</param>
internal readonly record struct StructWriterStep(byte[] Prefix, StepKind Kind, ValueWriter Writer);
