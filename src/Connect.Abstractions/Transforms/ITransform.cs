using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>Changes records one at a time, between a connector and the converters.</summary>
/// <remarks>
/// <para>An instance serves one task and is called from one flow at a time. It is synchronous on purpose: a transform computes, it does not wait.
/// One that holds resources implements <see cref="IDisposable"/>.</para>
/// <para>Implement it for <see cref="ConnectRecord"/> to serve sources and sinks, or for <see cref="SourceRecord"/> or <see cref="SinkRecord"/> alone.
/// Corresponds to <c>org.apache.kafka.connect.transforms.Transformation</c>.</para>
/// </remarks>
/// <typeparam name="TRecord">The kind of records.</typeparam>
public interface ITransform<TRecord>
    where TRecord : ConnectRecord
{
    /// <summary>Changes a record.</summary>
    /// <param name="record">The record; not to be changed itself: <c>record with { … }</c> makes another.</param>
    /// <returns>The record to go on with; null to drop it.</returns>
    /// <exception cref="DataException">The record does not fit; <c>errors.tolerance</c> decides.</exception>
    /// <exception cref="RetriableConnectException">The call is made again as <c>errors.retry.timeout</c> allows.</exception>
    TRecord? Apply(TRecord record);
}
