using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>A transform written as a function.</summary>
/// <typeparam name="TRecord">The kind of records.</typeparam>
/// <param name="apply">Changes a record, by <c>with</c>; null drops it.</param>
/// <example><code>
/// var trim = new LambdaTransform&lt;ConnectRecord&gt;(record => record with { Topic = record.Topic.Trim() });
/// </code></example>
internal sealed class LambdaTransform<TRecord>(Func<TRecord, TRecord?> apply) : ITransform<TRecord>
    where TRecord : ConnectRecord
{
    private readonly Func<TRecord, TRecord?> _apply = apply ?? throw new ArgumentNullException(nameof(apply));

    /// <inheritdoc/>
    public TRecord? Apply(TRecord record) => _apply(record);
}
