using System.Globalization;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Converters;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Translation;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Sends records through Confluent.Kafka.</summary>
/// <remarks>
/// <para>Nothing is allocated per record: messages, topic names with partitions, and delivery handlers are reused. This class limits the outstanding
/// records, so that the client's own queue is never full (the client throws then).</para>
/// <para>The client's handle is used by one producer only.</para>
/// </remarks>
internal sealed class RecordProducer : IRecordProducer
{
    private static readonly Headers NoHeaders = [];
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(2);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly string _clientId;
    private readonly OutstandingRecords _outstanding;
    private readonly ConnectionMonitor _monitor;
    private readonly EmbeddedBroker? _embedded;
    private readonly Message<byte[]?, byte[]?> _message = new();
    private readonly Dictionary<(string Topic, int Partition), KafkaTopicPartition> _partitions = [];
    private readonly Lock _closeLock = new();
    private readonly long _maxRecordBytes;
    private readonly Task _metadataRequest;
    private KafkaTopicPartition? _lastPartition;
    private volatile Task? _closing;

    /// <summary>Creates the producer.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration, for the limits.</param>
    /// <param name="build">Creates the client with handlers for errors and log lines.</param>
    /// <param name="monitor">Observes the client.</param>
    /// <param name="embedded">The embedded broker; null for a real one.</param>
    public RecordProducer(
        string clientId, TranslatedConfig config, Func<Action<Error>, IProducer<byte[]?, byte[]?>> build, ConnectionMonitor monitor,
        EmbeddedBroker? embedded)
    {
        _clientId = clientId;
        _monitor = monitor;
        _embedded = embedded;
        _maxRecordBytes = long.Parse(config.Entries["message.max.bytes"], CultureInfo.InvariantCulture);
        _outstanding = new OutstandingRecords(config.MaxOutstandingRecords, config.MaxOutstandingBytes, monitor, embedded?.Usage);
        _producer = build(OnError);
        _metadataRequest = config.Entries.GetValueOrDefault("enable.idempotence") == "true" ? RequestMetadataAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public int Outstanding => _outstanding.Count;

    /// <inheritdoc/>
    public event Action? Failed;

    /// <inheritdoc/>
    public KafkaClientException? Failure => _monitor.Fatal;

    /// <inheritdoc/>
    public BrokerConnection Connection => _monitor.Current;

    /// <inheritdoc/>
    public bool TryProduce(in ProducerRecord record, Delivery delivery)
    {
        ThrowIfUseless();
        if (record.Timestamp < 0)
        {
            delivery.Topic = record.Topic;
            delivery.OnFailed(RecordRefusals.InvalidTimestamp(record));
            return true;
        }

        var size = record.Size;
        return _outstanding.TryTake(record.Topic, size) && Produce(record, size, delivery);
    }

    /// <inheritdoc/>
    public bool TryBuffer(in ProducerRecord record, Delivery delivery) => TryProduce(record, delivery);

    /// <inheritdoc/>
    public void SendBuffered()
    {
        // This client accepts records one by one: nothing is buffered.
    }

    /// <inheritdoc/>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        await _outstanding.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfUseless();
    }

    /// <inheritdoc/>
    public async ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken)
    {
        if (_outstanding.Count == 0)
            return;
        await _outstanding.WaitForEmptyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_outstanding.Count > 0 && _monitor.Fatal is { } fatal)
            throw fatal;
    }

    /// <inheritdoc/>
    public void Abandon() => _ = BeginClose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await BeginClose().ConfigureAwait(false);

    private static byte[]? ArrayOf(ArraySegment<byte> bytes) =>
        bytes.Array is { } array && bytes.Count < array.Length ? [.. bytes] : bytes.Array;

    private static Headers HeadersOf(RawHeaders? headers)
    {
        if (headers is not { Count: > 0 })
            return NoHeaders;
        var result = new Headers();
        foreach (var header in headers)
            result.Add(header.Key, header.Value);
        return result;
    }

    private bool Produce(in ProducerRecord record, int size, Delivery delivery)
    {
        var handler = delivery.Begin(_outstanding, record.Topic, size);
        _message.Key = ArrayOf(record.Key);
        _message.Value = ArrayOf(record.Value);
        // librdkafka reads zero as "now". The millisecond after is as near as can be.
        _message.Timestamp = record.Timestamp is { } timestamp
            ? new Timestamp(Math.Max(1, timestamp), TimestampType.CreateTime)
            : Timestamp.Default;
        _message.Headers = HeadersOf(record.Headers);
        try
        {
            _producer.Produce(PartitionOf(record), _message, handler);
            return true;
        }
        catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            _outstanding.GiveBack(delivery, isQueueFull: true);
            return false;
        }
        catch (ProduceException<byte[]?, byte[]?> e) when (!e.Error.IsFatal)
        {
            // As in Java, an error of a single record is reported like a failed delivery, not thrown.
            _outstanding.GiveBack(delivery, isQueueFull: false);
            delivery.OnFailed(RecordRefusals.NotTaken(_clientId, record.Topic, size, _maxRecordBytes, e.Error, e));
            return true;
        }
        catch (ProduceException<byte[]?, byte[]?> e)
        {
            _outstanding.GiveBack(delivery, isQueueFull: false);
            throw KafkaErrors.Exception($"Kafka client {_clientId} cannot send to topic {record.Topic}", e.Error, e);
        }
    }

    private KafkaTopicPartition PartitionOf(in ProducerRecord record)
    {
        var partition = record.Partition ?? Partition.Any.Value;
        var last = _lastPartition;
        if (last is not null && last.Partition.Value == partition && string.Equals(last.Topic, record.Topic, StringComparison.Ordinal))
            return last;
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_partitions, (record.Topic, partition), out var isKnown);
        if (!isKnown)
            _embedded?.EnsureTopic(record.Topic);
        return _lastPartition = entry ??= new KafkaTopicPartition(record.Topic, partition);
    }

    private void ThrowIfUseless()
    {
        if (_closing is not null)
            throw new KafkaClientException($"Kafka client {_clientId} is closed", KafkaErrorKind.Closed, isFatal: true);
        if (_monitor.Fatal is { } fatal)
            throw fatal;
    }

    private void OnError(Error error)
    {
        _monitor.Report(error);
        if (_monitor.Fatal is null)
            return;
        _outstanding.WakeAll();
        Failed?.Invoke();
    }

    /// <summary>Requests metadata, so that the library asks for its producer id now. By itself it asks only twice a second, and not before it has
    /// metadata: with this request the first record of an idempotent producer is in Kafka after 10 ms instead of 500.</summary>
    private async Task RequestMetadataAsync()
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
            await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = MetadataTimeout }).ConfigureAwait(false);
        }
        catch (KafkaException)
        {
            // The answer does not matter. When Kafka is unreachable the library continues automatically, and its errors reach the monitor.
        }
    }

    private Task BeginClose()
    {
        lock (_closeLock)
            return _closing ??= CloseAsync();
    }

    private async Task CloseAsync()
    {
        // The request uses the client's handle.
        await _metadataRequest.ConfigureAwait(false);
        await Task.Factory.StartNew(Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private void Close()
    {
        _producer.Dispose();
        _monitor.Close();
        _outstanding.FailAll(RecordRefusals.Closed(_clientId));
    }
}
