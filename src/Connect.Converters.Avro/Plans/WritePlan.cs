using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Plans;

/// <summary>How values of one schema are written to one topic.</summary>
/// <param name="Encoder">Encodes the value.</param>
/// <param name="Prefix">The bytes before the data: the schema id, or none.</param>
/// <param name="Header">The value of the header that carries the schema id; null for none.</param>
/// <param name="Until">The timestamp after which the latest version is read again; null for never.</param>
internal sealed record WritePlan(AvroEncoder Encoder, byte[] Prefix, byte[]? Header, long? Until);
