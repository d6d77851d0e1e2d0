using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>What a registry's compatibility level requires.</summary>
/// <param name="Name">The level's name in the REST API.</param>
/// <param name="NewReadsOld">Whether the new schema must be able to read data of older schemas.</param>
/// <param name="OldReadsNew">Whether older schemas must be able to read data of the new schema.</param>
/// <param name="IsTransitive">Whether it applies to all versions rather than only to the latest.</param>
internal sealed record CompatibilityLevel(string Name, bool NewReadsOld, bool OldReadsNew, bool IsTransitive)
{
    public static CompatibilityLevel Of(Compatibility rule) => rule switch
    {
        Compatibility.None => new("NONE", false, false, false),
        Compatibility.Backward => new("BACKWARD", true, false, false),
        Compatibility.BackwardTransitive => new("BACKWARD_TRANSITIVE", true, false, true),
        Compatibility.Forward => new("FORWARD", false, true, false),
        Compatibility.ForwardTransitive => new("FORWARD_TRANSITIVE", false, true, true),
        Compatibility.Full => new("FULL", true, true, false),
        _ => new("FULL_TRANSITIVE", true, true, true),
    };
}
