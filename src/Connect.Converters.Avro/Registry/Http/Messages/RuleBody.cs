namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>One data rule of a schema.</summary>
internal sealed record RuleBody
{
    public string? Name { get; init; }

    public string? Mode { get; init; }

    public bool Disabled { get; init; }
}
