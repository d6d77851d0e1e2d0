using Confluent.Kafka;
using Connect.Runtime.Kafka.Native;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Passing records to the client.</summary>
internal sealed partial class NativeRecordProducer
{
    private void Gather(nint topic, in ProducerRecord record, int number)
    {
        var partition = record.Partition ?? AnyPartition;
        if (_buffer.TryAdd(topic, partition, record.Key, record.Value, OpaqueOf(number)))
            return;
        SendBuffered();
        _buffer.TryAdd(topic, partition, record.Key, record.Value, OpaqueOf(number));
    }

    private void SendAlone(nint topic, in ProducerRecord record, int number)
    {
        SendBuffered();
        Error? error;
        lock (_lock)
        {
            error = _isClosed ? new Error(ErrorCode.Local_Destroy) : Produce(topic, record, number);
            if (error is null)
                _accepted++;
        }

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
        fixed (byte* key = record.Key.AsSpan(), value = record.Value.AsSpan())
        {
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Topic, Pointer = topic };
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Partition, Int32 = record.Partition ?? AnyPartition };
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Flags, Int32 = NativeClientApi.CopyFlag };
            arguments[count++] = new NativeArgument { Kind = NativeArgumentKind.Number, Pointer = OpaqueOf(number) };
            if (record.Key.Array is not null)
                arguments[count++] = Bytes(NativeArgumentKind.Key, key, record.Key.Count, &empty);
            if (record.Value.Array is not null)
                arguments[count++] = Bytes(NativeArgumentKind.Value, value, record.Value.Count, &empty);
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

    /// <summary>Empty bytes have an address, too: null is Kafka's null.</summary>
    private static unsafe NativeArgument Bytes(NativeArgumentKind kind, byte* bytes, int length, byte* empty) =>
        new() { Kind = kind, Bytes = length == 0 ? empty : bytes, Length = (nuint)length };

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

            if (_isStale && !TryRenew())
            {
                error = ErrorOf(ErrorCode.Local_Fatal);
                return 0;
            }

            _embedded?.EnsureTopic(topic);
            var handle = _client.TopicOf(topic, out error);
            if (handle != 0)
                (_lastTopic, _lastHandle) = (topic, handle);
            return handle;
        }
    }
}
