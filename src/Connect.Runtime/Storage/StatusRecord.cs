namespace Connect.Runtime.Storage;

/// <summary>The state of a connector or task as a worker reported it.</summary>
/// <typeparam name="TState">The kind of state.</typeparam>
/// <param name="State">The state.</param>
/// <param name="Trace">Why it failed; null otherwise.</param>
/// <param name="WorkerId">The worker that reported it.</param>
/// <param name="Generation">The generation of the group at that moment; 0 in standalone mode.</param>
/// <param name="Version">The version of its class; null if unknown.</param>
internal sealed record StatusRecord<TState>(TState State, string? Trace, string WorkerId, int Generation, string? Version)
    where TState : struct, Enum;
