using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Plans;

/// <summary>What is needed to read data of one schema id.</summary>
/// <param name="Writer">The schema that the data was written with.</param>
/// <param name="Reader">The schema to read into; null when it is the writer's.</param>
/// <param name="Version">The version of the schema that records get; null when the subject does not have it.</param>
/// <param name="Subject">The subject.</param>
internal sealed record ReadSchema(AvroSchema Writer, AvroSchema? Reader, int? Version, string Subject);
