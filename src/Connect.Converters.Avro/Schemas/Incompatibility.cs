namespace Connect.Converters.Avro.Schemas;

/// <summary>One reason why data of one Avro schema cannot be read with another; the kinds are those of Avro for Java.</summary>
/// <param name="Kind">The rule that is broken: READER_FIELD_MISSING_DEFAULT_VALUE, TYPE_MISMATCH, …</param>
/// <param name="Path">Where: field names from the top, with slashes.</param>
/// <param name="Detail">What stands there.</param>
internal sealed record Incompatibility(string Kind, string Path, string Detail)
{
    public override string ToString() => $"{Kind} at {Path}: {Detail}";
}
