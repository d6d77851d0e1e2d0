namespace Connect.Runtime.Storage;

/// <summary>The statuses of a cluster of workers, stored in its status topic.</summary>
/// <remarks>
/// <para>A status becomes visible when it was read back. A failed or unassigned state does not overwrite the state from another worker of a later
/// generation: that worker now runs the connector or task.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.KafkaStatusBackingStore</c>.</para>
/// </remarks>
internal interface IClusterStatusStore : IStatusStore
{
    /// <summary>The connectors with a known status, including deleted ones.</summary>
    IReadOnlyCollection<string> Connectors { get; }

    /// <summary>Waits until everything that was written before is read.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RefreshAsync(CancellationToken cancellationToken);
}
