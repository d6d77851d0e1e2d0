namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>A reference on the wire.</summary>
internal sealed record ReferenceBody
{
    public string? Name { get; init; }

    public string? Subject { get; init; }

    public int Version { get; init; }

    public static ReferenceBody From(SchemaReference reference) => new() { Name = reference.Name, Subject = reference.Subject, Version = reference.Version };

    public SchemaReference ToReference() => new(Name ?? "", Subject ?? "", Version);
}
