using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>A version of a subject of an in-memory registry.</summary>
/// <param name="Registered">The registry's answer for it.</param>
/// <param name="Parsed">The parsed schema, for compatibility checks.</param>
/// <param name="Content">The schema's text as Avro for Java prints it, which is the same for equal schemas.</param>
internal sealed record MockVersion(RegisteredSchema Registered, AvroSchema Parsed, string Content);
