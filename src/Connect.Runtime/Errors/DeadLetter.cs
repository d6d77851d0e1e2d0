using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Errors;

/// <summary>A dead letter on its way.</summary>
internal sealed class DeadLetter(ProducerRecord record, string description) : Delivery
{
    private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The record for the dead letter queue.</summary>
    public ProducerRecord Record { get; } = record;

    /// <summary>Completes when it is in Kafka; faulted when it is not and will not be.</summary>
    public Task Delivered => _delivered.Task;

    /// <inheritdoc/>
    public override void OnDelivered(in RecordMetadata metadata) => _delivered.TrySetResult();

    /// <inheritdoc/>
    public override void OnFailed(KafkaClientException error) => Fail(error);

    /// <summary>Gives it up.</summary>
    public void Fail(Exception error) => _delivered.TrySetException(new ConnectException(
        $"{description} could not be written to the dead letter queue {Record.Topic}: {error.Message} The record is neither in the sink nor in the "
            + "queue, so its offset is not committed.",
        error));
}
