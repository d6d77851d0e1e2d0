namespace Connect.Runtime.Storage;

/// <summary>What a worker has said of a connector or task.</summary>
/// <typeparam name="TState">Its kind of state.</typeparam>
/// <param name="State">What it does.</param>
/// <param name="Trace">Why it failed; null otherwise.</param>
/// <param name="WorkerId">The worker that said so.</param>
/// <param name="Generation">The generation of the group at that moment; 0 in standalone mode.</param>
/// <param name="Version">The version of its class; null when it is not known.</param>
internal sealed record StatusRecord<TState>(TState State, string? Trace, string WorkerId, int Generation, string? Version)
    where TState : struct, Enum;
