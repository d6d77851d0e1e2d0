using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Plans;

/// <summary>The schemas for reading data with one schema id.</summary>
/// <param name="Writer">The schema that the data was written with.</param>
/// <param name="Reader">The reader's schema; null if it is the writer's.</param>
/// <param name="Version">The schema version that records get; null if the subject does not contain the schema.</param>
/// <param name="Subject">The subject.</param>
internal sealed record ReadSchema(AvroSchema Writer, AvroSchema? Reader, int? Version, string Subject);
