using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>A predicate written as a function.</summary>
/// <typeparam name="TRecord">The kind of records.</typeparam>
/// <param name="test">Tests a record.</param>
internal sealed class LambdaPredicate<TRecord>(Func<TRecord, bool> test) : IPredicate<TRecord>
    where TRecord : ConnectRecord
{
    private readonly Func<TRecord, bool> _test = test ?? throw new ArgumentNullException(nameof(test));

    /// <inheritdoc/>
    public bool Test(TRecord record) => _test(record);
}
