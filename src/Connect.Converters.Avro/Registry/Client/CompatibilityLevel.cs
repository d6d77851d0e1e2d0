using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>What a compatibility rule of a registry asks for.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="NewReadsOld">Whether the new schema must read what older ones wrote.</param>
/// <param name="OldReadsNew">Whether older schemas must read what the new one writes.</param>
/// <param name="IsTransitive">Whether all versions count, and not the latest alone.</param>
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
