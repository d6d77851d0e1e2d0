using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>Tells which records a transform applies to.</summary>
/// <remarks>An instance serves one task and is called from one flow at a time. Corresponds to <c>org.apache.kafka.connect.transforms.predicates.Predicate</c>.</remarks>
/// <typeparam name="TRecord">The kind of records.</typeparam>
public interface IPredicate<in TRecord>
    where TRecord : ConnectRecord
{
    /// <summary>Tests a record.</summary>
    /// <param name="record">The record; not to be changed.</param>
    bool Test(TRecord record);
}
