using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Plans;

/// <summary>How values of one schema are written to one topic.</summary>
/// <param name="Encoder">Writes the value.</param>
/// <param name="Prefix">Stands before the data: the schema id, or nothing.</param>
/// <param name="Header">The value of the header that carries the schema id; null for none.</param>
/// <param name="Until">The timestamp from which on the latest version is asked for again; null is never.</param>
internal sealed record WritePlan(AvroEncoder Encoder, byte[] Prefix, byte[]? Header, long? Until);
