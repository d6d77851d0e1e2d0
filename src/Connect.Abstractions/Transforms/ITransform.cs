using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>Changes records one at a time, between the connector and the converters.</summary>
/// <remarks>
/// <para>An instance serves one task and gets one call at a time. It is deliberately synchronous: a transform computes, it does not wait. A transform
/// with resources implements <see cref="IDisposable"/>.</para>
/// <para>Implement it for <see cref="ConnectRecord"/> to support sources and sinks, or only for <see cref="SourceRecord"/> or
/// <see cref="SinkRecord"/>. Corresponds to <c>org.apache.kafka.connect.transforms.Transformation</c>.</para>
/// </remarks>
/// <typeparam name="TRecord">The kind of records.</typeparam>
public interface ITransform<TRecord>
    where TRecord : ConnectRecord
{
    /// <summary>Changes a record.</summary>
    /// <param name="record">The record. Do not change it; return a copy (<c>record with { … }</c>).</param>
    /// <returns>The changed record; null to drop it.</returns>
    /// <exception cref="DataException">The record cannot be transformed; <c>errors.tolerance</c> applies.</exception>
    /// <exception cref="RetriableConnectException">The call is repeated for as long as <c>errors.retry.timeout</c> allows.</exception>
    TRecord? Apply(TRecord record);
}
