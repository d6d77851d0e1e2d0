using Connect.Connectors;
using Connect.Transforms;

namespace Connect.Runtime.Pipeline;

/// <summary>One transform of a chain, with the predicate that says which records it applies to.</summary>
/// <param name="Alias">Its name in the configuration.</param>
/// <param name="ClassName">Its class, for reports.</param>
/// <param name="Transform">The transform.</param>
/// <param name="Predicate">Which records it applies to; null for all.</param>
/// <param name="Negate">Whether it applies to the others.</param>
internal sealed record PredicatedTransform(
    string Alias, string ClassName, ITransform<ConnectRecord> Transform, IPredicate<ConnectRecord>? Predicate = null, bool Negate = false)
{
    /// <summary>Changes a record, or leaves it as it is where the predicate says so; null drops it.</summary>
    public ConnectRecord? Apply(ConnectRecord record) =>
        Predicate is null || Predicate.Test(record) != Negate ? Transform.Apply(record) : record;
}
