using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Plans;

/// <summary>How data of one schema id is read from one topic.</summary>
/// <param name="Decoder">Reads the value.</param>
/// <param name="Until">The timestamp from which on the latest version is asked for again; null is never.</param>
internal sealed record ReadPlan(AvroDecoder Decoder, long? Until);
