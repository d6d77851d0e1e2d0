namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The mode of a subject or of the registry.</summary>
internal sealed record ModeAnswer
{
    public string? Mode { get; init; }
}
