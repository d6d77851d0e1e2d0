using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>One version of a subject of a registry in memory.</summary>
/// <param name="Registered">What the registry answers for it.</param>
/// <param name="Parsed">The schema, for compatibility checks.</param>
/// <param name="Content">Its text as Avro for Java prints it: equal for schemas that are one.</param>
internal sealed record MockVersion(RegisteredSchema Registered, AvroSchema Parsed, string Content);
