namespace Connect.Converters.Avro.Schemas;

/// <summary>A reason why data of one Avro schema cannot be read with another. The kinds are those of Avro for Java.</summary>
/// <param name="Kind">The violated rule: READER_FIELD_MISSING_DEFAULT_VALUE, TYPE_MISMATCH, …</param>
/// <param name="Path">The location: field names from the top, separated by slashes.</param>
/// <param name="Detail">What was found there.</param>
internal sealed record Incompatibility(string Kind, string Path, string Detail)
{
    public override string ToString() => $"{Kind} at {Path}: {Detail}";
}
