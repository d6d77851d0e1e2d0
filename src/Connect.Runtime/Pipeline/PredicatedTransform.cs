using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Pipeline;

/// <summary>One transform of a chain, with the predicate that selects its records.</summary>
/// <param name="Alias">Its name in the configuration.</param>
/// <param name="ClassName">Its class, for reports.</param>
/// <param name="Transform">The transform.</param>
/// <param name="Predicate">Selects the records; null for all.</param>
/// <param name="Negate">Whether to select the other records.</param>
internal sealed record PredicatedTransform(
    string Alias, string ClassName, ITransform<ConnectRecord> Transform, IPredicate<ConnectRecord>? Predicate = null, bool Negate = false)
{
    /// <summary>The predicate's name in the configuration; null without one.</summary>
    public string? PredicateAlias { get; init; }

    /// <summary>The predicate's class; null without one.</summary>
    public string? PredicateClass { get; init; }

    /// <summary>Transforms a record if the predicate selects it; null drops it.</summary>
    public ConnectRecord? Apply(ConnectRecord record) =>
        Predicate is null || Predicate.Test(record) != Negate ? Transform.Apply(record) : record;
}
