namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>The compatibility rules of a registry, by their names on the wire.</summary>
internal sealed record CompatibilityLevel(string Name, bool NewReadsOld, bool OldReadsNew, bool IsTransitive)
{
    /// <summary>The rule of a registry in which none was set.</summary>
    public static CompatibilityLevel Default { get; } = new("BACKWARD", true, false, false);

    /// <exception cref="DataException">There is no rule of that name.</exception>
    public static CompatibilityLevel Parse(string name) => name switch
    {
        "NONE" => new CompatibilityLevel(name, false, false, false),
        "BACKWARD" => Default,
        "BACKWARD_TRANSITIVE" => new CompatibilityLevel(name, true, false, true),
        "FORWARD" => new CompatibilityLevel(name, false, true, false),
        "FORWARD_TRANSITIVE" => new CompatibilityLevel(name, false, true, true),
        "FULL" => new CompatibilityLevel(name, true, true, false),
        "FULL_TRANSITIVE" => new CompatibilityLevel(name, true, true, true),
        _ => throw new DataException($"Invalid compatibility level '{name}'."),
    };
}
