using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Plans;

/// <summary>How data with one schema id is read from one topic.</summary>
/// <param name="Decoder">Decodes the value.</param>
/// <param name="Until">The timestamp after which the latest version is read again; null for never.</param>
internal sealed record ReadPlan(AvroDecoder Decoder, long? Until);
