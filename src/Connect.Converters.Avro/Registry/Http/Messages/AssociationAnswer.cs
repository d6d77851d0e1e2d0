namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>One association of a topic with a subject.</summary>
internal sealed record AssociationAnswer
{
    public string? Subject { get; init; }
}
