using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Tests.Brokers;

/// <summary>Keeps what a record came to.</summary>
internal sealed class TestDelivery : Delivery
{
    private readonly TaskCompletionSource<RecordMetadata> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>Ends with the record's place, or its error.</summary>
    public Task<RecordMetadata> Result => _result.Task;

    /// <summary>The record's place, when there is one.</summary>
    public RecordMetadata Metadata { get; private set; }

    /// <summary>How often a result was told.</summary>
    public int Calls => _calls;

    public override void OnDelivered(in RecordMetadata metadata)
    {
        Metadata = metadata;
        Interlocked.Increment(ref _calls);
        _result.TrySetResult(metadata);
    }

    public override void OnFailed(KafkaClientException error)
    {
        Interlocked.Increment(ref _calls);
        _result.TrySetException(error);
    }
}
