namespace Connect.Runtime;

/// <summary>What declaring a connector does to the one that there is, and why.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Changes">The keys in which the declared configuration differs from the stored one, in ordinal order. Values as they are stored,
/// variables unresolved.</param>
/// <param name="Errors">Why the declared configuration is not valid; empty when it is.</param>
public sealed record DeclarationPlan(
    string Name, DeclarationAction Action, string Reason, IReadOnlyList<ConfigDifference> Changes, IReadOnlyList<string> Errors);
