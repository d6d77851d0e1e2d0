using System.Globalization;
using Confluent.Kafka;
using Connect.Connectors;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Sends records through a librdkafka client, many with one call, and receives their results in batches.</summary>
/// <remarks>
/// <para>Records without headers and timestamp are collected in a buffer and sent together; other records are sent one by one, after the buffered
/// ones. The client identifies a record by a number, so no object is allocated or pinned for it.</para>
/// <para>The caller sends under a lock that closing also takes: after closing, the client is not called.</para>
/// <para>The client may serve other producers, too. Then closing only leaves it: outstanding records fail here at once, and stay in the client, which
/// delivers them or not.</para>
/// <para>After a permanent failure of a shared client, a producer with outstanding records fails; others continue on another client.</para>
/// </remarks>
internal sealed partial class NativeRecordProducer : IRecordProducer
{
    private const int AnyPartition = -1;
    private const int MostArguments = 8;

    private readonly ProducerClients _clients;
    private readonly ClientConfig _config;
    private readonly TranslatedConfig _translated;
    private readonly string _clientId;
    private readonly bool _canShare;
    private readonly OutstandingRecords _outstanding;
    private readonly EmbeddedBroker? _embedded;
    private readonly bool _wantsMetadata;
    private readonly long _maxRecordBytes;
    private readonly DeliveryTable _deliveries = new();
    private readonly RecordBuffer _buffer = new();
    private readonly Lock _lock = new();
    private readonly Lock _reporting = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NativeProducerClient _client;
    private int _number;
    private string? _lastTopic;
    private nint _lastHandle;
    private KafkaClientException? _failure;
    private long _accepted;
    private long _reported;
    private long _leftBytes;
    private bool _hasLeft;
    private bool _isStale;
    private bool _isClosed;

    /// <summary>Creates the producer.</summary>
    /// <param name="clients">The worker's clients.</param>
    /// <param name="config">What was asked.</param>
    /// <param name="translated">The same for the client.</param>
    /// <param name="wantsMetadata">Whether results carry timestamps, for connectors that are called about each record. Such a producer has a client
    /// of its own: a connector that blocks its thread holds up no other.</param>
    /// <param name="embedded">The embedded broker; null for a real one.</param>
    /// <exception cref="ConfigException">The client does not accept the configuration.</exception>
    public NativeRecordProducer(
        ProducerClients clients, ClientConfig config, TranslatedConfig translated, bool wantsMetadata, EmbeddedBroker? embedded)
    {
        (_clients, _config, _translated, _clientId) = (clients, config, translated, config.ClientId);
        TransactionalId = translated.Entries.GetValueOrDefault("transactional.id") ?? "";
        _embedded = embedded;
        _wantsMetadata = wantsMetadata;
        _canShare = !wantsMetadata && ProducerClients.CanShare(config);
        _maxRecordBytes = long.Parse(translated.Entries["message.max.bytes"], CultureInfo.InvariantCulture);
        _client = clients.Join(config, translated, _canShare);
        _outstanding = new OutstandingRecords(
            translated.MaxOutstandingRecords, translated.MaxOutstandingBytes, _client.Monitor, embedded?.Usage);
        Attach();
    }

    /// <summary>The client that the producer uses at the moment.</summary>
    public NativeProducerClient Client => Volatile.Read(ref _client);

    /// <summary>The task.</summary>
    public ClientUse? Use => _config.Use;

    /// <summary>Whether it has left its client, which still has records of it.</summary>
    public bool HasLeft => Volatile.Read(ref _hasLeft);

    /// <inheritdoc/>
    public int Outstanding => _outstanding.Count;

    /// <inheritdoc/>
    public event Action? Failed;

    /// <inheritdoc/>
    public KafkaClientException? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    public BrokerConnection Connection => Volatile.Read(ref _client).Monitor.Current;

    /// <inheritdoc/>
    public bool TryProduce(in ProducerRecord record, Delivery delivery)
    {
        var isTaken = TryBuffer(record, delivery);
        SendBuffered();
        return isTaken;
    }

    /// <inheritdoc/>
    public bool TryBuffer(in ProducerRecord record, Delivery delivery)
    {
        ThrowIfUseless();
        if (record.Timestamp < 0)
        {
            delivery.Topic = record.Topic;
            delivery.OnFailed(RecordRefusals.InvalidTimestamp(record));
            return true;
        }

        var size = record.Size;
        if (!_outstanding.TryTake(record.Topic, size))
        {
            SendBuffered();
            return false;
        }

        var number = delivery.Begin(_deliveries, record.Topic, size);
        var topic = TopicOf(record.Topic, out var error);
        if (topic == 0)
            Refuse(number, error!);
        else if (record.Timestamp is null && record.Headers is not { Count: > 0 } && size <= RecordBuffer.LargestRecord)
            Gather(topic, record, number);
        else
            SendAlone(topic, record, number);
        return true;
    }

    /// <inheritdoc/>
    public unsafe void SendBuffered()
    {
        if (_buffer.Count == 0)
            return;
        bool isClosed;
        var taken = 0;
        lock (_lock)
        {
            isClosed = _isClosed;
            if (!isClosed)
            {
                taken = _client.Api.ProduceBatch(_buffer.Topic, _buffer.Partition, NativeClientApi.CopyFlag, _buffer.Messages, _buffer.Count);
                _accepted += taken;
            }
        }

        if (taken < _buffer.Count)
            RefuseBuffered(isClosed);
        _buffer.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        SendBuffered();
        await _outstanding.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfUseless();
    }

    /// <inheritdoc/>
    public async ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken)
    {
        SendBuffered();
        if (_outstanding.Count == 0)
            return;
        await _outstanding.WaitForEmptyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_outstanding.Count > 0 && Failure is { } fatal)
            throw fatal;
    }

    /// <inheritdoc/>
    public void Abandon() => _ = BeginClose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await BeginClose().ConfigureAwait(false);

    /// <summary>Reports the results of records. Called on the client's thread.</summary>
    /// <param name="messages">The addresses of the delivery reports.</param>
    public void Complete(ReadOnlySpan<nint> messages)
    {
        lock (_reporting)
        {
            _reported += messages.Length;
            if (_hasLeft)
                ForgetLeft(messages.Length);
            else
                Report(messages);
        }
    }

    private unsafe void Report(ReadOnlySpan<nint> messages)
    {
        var (records, bytes, delivered) = (0, 0L, 0);
        foreach (var address in messages)
        {
            var message = (NativeMessage*)address;
            if (!TryEnd((int)message->Number, out var delivery, out var topic, out var size))
                continue;
            records++;
            bytes += size;
            if (message->Error == 0)
            {
                delivered++;
                delivery.OnDelivered(new RecordMetadata(topic, message->Partition, message->Offset, _wantsMetadata ? TimestampOf(message) : -1));
            }
            else
            {
                delivery.OnFailed(RecordRefusals.NotDelivered(topic, new Error((ErrorCode)message->Error)));
            }

            if (_embedded is not null)
                NoteUsage(message, topic, size);
        }

        if (delivered > 0)
            _client.Monitor.Succeed();
        _outstanding.Return(records, bytes);
    }

    private void RefuseBuffered(bool isClosed)
    {
        foreach (var message in _buffer.Records)
        {
            if (isClosed)
                Refuse((int)message.Number, new Error(ErrorCode.Local_Destroy));
            else if (message.Error != 0)
                Refuse((int)message.Number, ErrorOf((ErrorCode)message.Error));
        }
    }

    /// <summary>As in Java, an error of a single record is reported like a failed delivery, not thrown.</summary>
    private void Refuse(int number, Error error)
    {
        if (!TryEnd(number, out var delivery, out var topic, out var size))
            return;
        delivery.OnFailed(
            error.Code == ErrorCode.Local_Destroy
                ? RecordRefusals.Closed(_clientId) : RecordRefusals.NotTaken(_clientId, topic, size, _maxRecordBytes, error));
        _embedded?.Usage.Release(topic, size);
        _outstanding.Return(1, size);
    }

    private bool TryEnd(int number, out Delivery delivery, out string topic, out int size)
    {
        // Read these first: after the callback the object may serve another record.
        delivery = _deliveries[number];
        (topic, size) = (delivery.Topic, delivery.Size);
        var isPooled = delivery.IsPooled;
        if (!delivery.TryEnd())
            return false;
        if (!isPooled)
        {
            _deliveries.Remove(number);
            delivery.Leave();
        }

        return true;
    }

    private unsafe void NoteUsage(NativeMessage* message, string topic, int size)
    {
        if (message->Error == 0)
            _embedded!.Usage.AddProduced(topic, message->Partition, message->Offset, size);
        _embedded!.Usage.Release(topic, size);
    }

    private unsafe long TimestampOf(NativeMessage* message)
    {
        int kind;
        return _client.Api.MessageTimestamp(message, &kind);
    }

    private static Error ErrorOf(ErrorCode code) => new(code, code.GetReason(), code == ErrorCode.Local_Fatal);

    /// <summary>The client finds the producer by the upper half, the producer the delivery by the lower half.</summary>
    private nint OpaqueOf(int number) => (nint)(((long)_number << 32) | (uint)number);

    private void ThrowIfUseless()
    {
        if (Volatile.Read(ref _isClosed))
            throw new KafkaClientException($"Kafka client {_clientId} is closed", KafkaErrorKind.Closed, isFatal: true);
        if (Failure is { } fatal)
            throw fatal;
        if (Volatile.Read(ref _isStale))
            _lastTopic = null;
    }
}
