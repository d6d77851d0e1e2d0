namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The data rules of a schema: only their names and when they apply.</summary>
internal sealed record RuleSetBody
{
    public IReadOnlyList<RuleBody>? DomainRules { get; init; }

    public IReadOnlyList<RuleBody>? EncodingRules { get; init; }

    /// <summary>Names of the enabled rules of a mode (WRITE or READ); a WRITEREAD rule counts for both.</summary>
    public IReadOnlyList<string> NamesOf(string mode) =>
    [
        .. (DomainRules ?? [])
            .Concat(EncodingRules ?? [])
            .Where(rule => !rule.Disabled && (rule.Mode == mode || rule.Mode == "WRITEREAD"))
            .Select(rule => rule.Name ?? "unnamed"),
    ];
}
