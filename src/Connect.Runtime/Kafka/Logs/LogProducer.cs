namespace Connect.Runtime.Kafka.Logs;

/// <summary>Writes to one topic by an idempotent producer that does not give up.</summary>
/// <remarks>A producer serves one flow at a time, so calls are handed over one after the other; they wait for their results side by side.</remarks>
/// <param name="topic">The topic.</param>
/// <param name="producer">The producer; the writer disposes it.</param>
internal sealed class LogProducer(string topic, IRecordProducer producer) : ILogWriter, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <inheritdoc/>
    public bool IsAtomic => false;

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var deliveries = new Task[entries.Count];
        try
        {
            await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                for (var i = 0; i < deliveries.Length; i++)
                    deliveries[i] = await SendAsync(entries[i], cancellationToken).ConfigureAwait(false);
                producer.SendBuffered();
            }
            finally
            {
                _one.Release();
            }

            await Task.WhenAll(deliveries).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaClientException e)
        {
            throw new LogWriteException($"Writing to {topic} failed: {e.Message}", e) { MayBeWritten = true };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => producer.DisposeAsync();

    private async Task<Task> SendAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        var delivery = new Sending();
        var record = new ProducerRecord(topic, null, entry.Key, entry.Value, null, null);
        while (!producer.TryBuffer(record, delivery))
            await producer.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        return delivery.Done;
    }

    private sealed class Sending : Delivery
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        public override void OnDelivered(in Connectors.RecordMetadata metadata) => _done.TrySetResult();

        public override void OnFailed(KafkaClientException error) => _done.TrySetException(error);
    }
}
