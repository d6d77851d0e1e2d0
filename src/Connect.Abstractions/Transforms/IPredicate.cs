using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>Decides to which records a transform applies.</summary>
/// <remarks>An instance serves one task and gets one call at a time. Corresponds to
/// <c>org.apache.kafka.connect.transforms.predicates.Predicate</c>.</remarks>
/// <typeparam name="TRecord">The kind of records.</typeparam>
public interface IPredicate<in TRecord>
    where TRecord : ConnectRecord
{
    /// <summary>Tests a record.</summary>
    /// <param name="record">The record; do not change it.</param>
    bool Test(TRecord record);
}
