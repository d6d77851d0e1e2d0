namespace Connect.Converters.Avro.Registry;

/// <summary>A schema of the registry that another one refers to by name.</summary>
/// <param name="Name">The name the referring text uses; for Avro the full name of the type.</param>
/// <param name="Subject">The subject that holds the schema.</param>
/// <param name="Version">Its version there; -1 is the latest.</param>
internal sealed record SchemaReference(string Name, string Subject, int Version);
