using System.Globalization;
using Confluent.Kafka;
using Connect.Connectors;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Sends records through a client of librdkafka's own, many with one call, and takes their results in batches.</summary>
/// <remarks>
/// <para>Records without headers and timestamp are gathered in a buffer and handed over together; others go one by one, behind what was gathered before. A record is known to the client by a
/// number, so nothing is made and nothing pinned for it.</para>
/// <para>The caller's flow hands over under a lock of this producer that closing takes, too: after that the client is not called any more.</para>
/// </remarks>
internal sealed class NativeRecordProducer : IRecordProducer
{
    private const int AnyPartition = -1;
    private const int MostArguments = 8;

    private readonly NativeProducerClient _client;
    private readonly string _clientId;
    private readonly OutstandingRecords _outstanding;
    private readonly ConnectionMonitor _monitor;
    private readonly EmbeddedBroker? _embedded;
    private readonly bool _wantsMetadata;
    private readonly long _maxRecordBytes;
    private readonly DeliveryTable _deliveries = new();
    private readonly RecordBuffer _buffer = new();
    private readonly Lock _lock = new();
    private string? _lastTopic;
    private nint _lastHandle;
    private bool _isClosed;
    private Task? _closing;

    /// <summary>Creates the producer.</summary>
    /// <param name="api">The library.</param>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="wantsMetadata">Whether results carry timestamps.</param>
    /// <param name="monitor">Listens to the client.</param>
    /// <param name="embedded">The embedded broker; null for another.</param>
    /// <exception cref="ConfigException">The client does not take the configuration.</exception>
    public NativeRecordProducer(NativeClientApi api, string clientId, TranslatedConfig config, bool wantsMetadata, ConnectionMonitor monitor, EmbeddedBroker? embedded)
    {
        _clientId = clientId;
        _monitor = monitor;
        _embedded = embedded;
        _wantsMetadata = wantsMetadata;
        _maxRecordBytes = long.Parse(config.Entries["message.max.bytes"], CultureInfo.InvariantCulture);
        _outstanding = new OutstandingRecords(config.MaxOutstandingRecords, config.MaxOutstandingBytes, monitor, embedded?.Usage);
        _client = new NativeProducerClient(api, clientId, config, monitor);
        _client.Start(this, config.Entries.GetValueOrDefault("enable.idempotence") == "true");
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
        var isClosed = true;
        var taken = 0;
        lock (_lock)
        {
            isClosed = _isClosed;
            if (!isClosed)
                taken = _client.Api.ProduceBatch(_buffer.Topic, _buffer.Partition, NativeClientApi.CopyFlag, _buffer.Messages, _buffer.Count);
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
        if (_outstanding.Count > 0 && _monitor.Fatal is { } fatal)
            throw fatal;
    }

    /// <inheritdoc/>
    public void Abandon() => _ = BeginClose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await BeginClose().ConfigureAwait(false);

    /// <summary>Tells the results of records. For the client's thread.</summary>
    /// <param name="messages">The addresses of the reports.</param>
    public unsafe void Complete(ReadOnlySpan<nint> messages)
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
            _monitor.Succeed();
        _outstanding.Return(records, bytes);
    }

    /// <summary>Wakes who waits: the client has failed for good. For the client's thread.</summary>
    public void NoticeFailure()
    {
        _outstanding.WakeAll();
        Failed?.Invoke();
    }

    /// <summary>Fails every record without a result. For the client's thread, when the client is gone.</summary>
    public void FailAll()
    {
        var error = RecordRefusals.Closed(_clientId);
        foreach (var delivery in _deliveries.ToList())
        {
            var (topic, size) = (delivery.Topic, delivery.Size);
            if (!delivery.TryEnd())
                continue;
            delivery.OnFailed(error);
            _embedded?.Usage.Release(topic, size);
            _outstanding.Return(1, size);
        }

        _outstanding.WakeAll();
    }

    private void Gather(nint topic, in ProducerRecord record, int number)
    {
        var partition = record.Partition ?? AnyPartition;
        if (_buffer.TryAdd(topic, partition, record.Key, record.Value, number))
            return;
        SendBuffered();
        _buffer.TryAdd(topic, partition, record.Key, record.Value, number);
    }

    private void SendAlone(nint topic, in ProducerRecord record, int number)
    {
        SendBuffered();
        Error? error;
        lock (_lock)
            error = _isClosed ? new Error(ErrorCode.Local_Destroy) : Produce(topic, record, number);
        if (error is not null)
            Refuse(number, error);
    }

    private unsafe Error? Produce(nint topic, in ProducerRecord record, int number)
    {
        var api = _client.Api;
        var headers = HeadersOf(record);
        byte empty = 0;
        var arguments = stackalloc NativeArgument[MostArguments];
        var count = 0;
        fixed (byte* key = record.Key, value = record.Value)
        {
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Topic, Pointer = topic };
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Partition, Int32 = record.Partition ?? AnyPartition };
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Flags, Int32 = NativeClientApi.CopyFlag };
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Number, Pointer = number };
            if (record.Key is { } keyBytes)
                arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Key, Bytes = keyBytes.Length == 0 ? &empty : key, Length = (nuint)keyBytes.Length };
            if (record.Value is { } valueBytes)
                arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Value, Bytes = valueBytes.Length == 0 ? &empty : value, Length = (nuint)valueBytes.Length };
            // librdkafka reads zero as "now". The millisecond after is as near as can be.
            if (record.Timestamp is { } timestamp)
                arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Timestamp, Int64 = Math.Max(1, timestamp) };
            if (headers != 0)
                arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Headers, Pointer = headers };
            var error = api.Produce(_client.Handle, arguments, (nuint)count);
            if (error == 0)
                return null;
            if (headers != 0)
                api.DestroyHeaders(headers);
            var code = (ErrorCode)api.TakeError(error, out _);
            return ErrorOf(code);
        }
    }

    private nint HeadersOf(in ProducerRecord record)
    {
        if (record.Headers is not { Count: > 0 } headers)
            return 0;
        var list = _client.Api.NewHeaders(headers.Count);
        foreach (var header in headers)
            _client.Api.AddHeader(list, header.Key, header.Value);
        return list;
    }

    private nint TopicOf(string topic, out Error? error)
    {
        error = null;
        if (ReferenceEquals(topic, _lastTopic))
            return _lastHandle;
        lock (_lock)
        {
            if (_isClosed)
            {
                error = new Error(ErrorCode.Local_Destroy);
                return 0;
            }

            _embedded?.EnsureTopic(topic);
            var handle = _client.TopicOf(topic, out error);
            if (handle != 0)
                (_lastTopic, _lastHandle) = (topic, handle);
            return handle;
        }
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

    /// <summary>As Java does: what is wrong with one record is told like a failed delivery, not thrown.</summary>
    private void Refuse(int number, Error error)
    {
        if (!TryEnd(number, out var delivery, out var topic, out var size))
            return;
        delivery.OnFailed(error.Code == ErrorCode.Local_Destroy ? RecordRefusals.Closed(_clientId) : RecordRefusals.NotTaken(_clientId, topic, size, _maxRecordBytes, error));
        _embedded?.Usage.Release(topic, size);
        _outstanding.Return(1, size);
    }

    private bool TryEnd(int number, out Delivery delivery, out string topic, out int size)
    {
        // Read before the result is told: from then on the object may serve another record.
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

    private void ThrowIfUseless()
    {
        if (Volatile.Read(ref _isClosed))
            throw new KafkaClientException($"Kafka client {_clientId} is closed", KafkaErrorKind.Closed, isFatal: true);
        if (_monitor.Fatal is { } fatal)
            throw fatal;
    }

    private Task BeginClose()
    {
        lock (_lock)
        {
            _isClosed = true;
            return _closing ??= _client.CloseAsync();
        }
    }
}
