using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Connect.Converters;
using Connect.Runtime.Kafka.Native;
using TimestampType = Connect.Connectors.TimestampType;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Reads many records with one call of the library, from the queue of a Confluent.Kafka consumer.</summary>
/// <remarks>
/// <para>Records are copied to managed arrays and released before the next call, so nothing refers to freed memory. Rebalances are reported inside
/// <see cref="ReadQueued"/> and <see cref="ReadOne"/>, as inside the client's own call.</para>
/// <para>Used only by the consumer's thread, which disposes it before the client is closed.</para>
/// </remarks>
internal sealed unsafe class NativeRecordReader : IDisposable
{
    private const int MostRecords = 4096;
    private const int NoHeaders = -156;

    private readonly NativeClientApi _api;
    private readonly ConsumeResultReader _names;
    private readonly nint[] _messages;
    private readonly nint _client;
    private readonly nint _queue;
    private int _count;
    private nint _lastTopic;
    private string _lastName = "";

    private NativeRecordReader(NativeClientApi api, nint client, int maxRecords, ConsumeResultReader names)
    {
        _api = api;
        _client = client;
        _names = names;
        _messages = GC.AllocateArray<nint>(Math.Min(maxRecords, MostRecords), pinned: true);
        _queue = api.ConsumerQueue(client);
    }

    /// <summary>How many records were read.</summary>
    public int Count => _count;

    /// <summary>Creates a reader.</summary>
    /// <param name="api">The library; null where it lacks a function.</param>
    /// <param name="consumer">The client.</param>
    /// <param name="maxRecords">How many records a batch may have.</param>
    /// <param name="names">Shares the names of topics.</param>
    /// <returns>Null where the client has no handle that we may use: records are then read one by one.</returns>
    public static NativeRecordReader? TryCreate(NativeClientApi? api, IClient consumer, int maxRecords, ConsumeResultReader names) =>
        api is not null && ConfluentHandle.Find(consumer) is not 0 and var client ? new NativeRecordReader(api, client, maxRecords, names) : null;

    /// <summary>Reads the queued records. Call <see cref="Release"/> before the next call.</summary>
    public void ReadQueued() => Read(_messages.Length, 0);

    /// <summary>Waits for one record, because the library waits until it has the requested number. Call <see cref="Release"/> before the next
    /// call.</summary>
    /// <param name="timeout">How long to wait.</param>
    public void ReadOne(TimeSpan timeout) => Read(1, (int)timeout.TotalMilliseconds);

    /// <summary>The error of an entry that has an error instead of a record.</summary>
    /// <param name="index">The index of the entry.</param>
    public Error? ErrorAt(int index)
    {
        var message = MessageAt(index);
        if (message->Error == 0)
            return null;
        var code = (ErrorCode)message->Error;
        if (code == ErrorCode.Local_Fatal)
            return new Error((ErrorCode)_api.FatalError(_client, out var cause), cause, isFatal: true);
        var reason = message->Value is null ? code.GetReason() : Encoding.UTF8.GetString(message->Value, (int)message->ValueLength);
        return new Error(code, reason);
    }

    /// <summary>The partition of an entry.</summary>
    /// <param name="index">Which entry.</param>
    public TopicPartition PartitionAt(int index)
    {
        var message = MessageAt(index);
        return new TopicPartition(message->Topic == 0 ? "" : NameOf(message->Topic), message->Partition);
    }

    /// <summary>The offset of an entry; the end of its partition where its error is that the end was reached.</summary>
    /// <param name="index">Which entry.</param>
    public long OffsetAt(int index) => MessageAt(index)->Offset;

    /// <summary>Copies a record.</summary>
    /// <param name="index">Which entry.</param>
    public ConsumedRecord RecordAt(int index)
    {
        var message = MessageAt(index);
        int kind;
        var timestamp = _api.MessageTimestamp(message, &kind);
        var type = (Confluent.Kafka.TimestampType)kind switch
        {
            Confluent.Kafka.TimestampType.CreateTime => TimestampType.CreateTime,
            Confluent.Kafka.TimestampType.LogAppendTime => TimestampType.LogAppendTime,
            _ => TimestampType.NoTimestampType,
        };
        return new ConsumedRecord(
            NameOf(message->Topic),
            message->Partition,
            message->Offset,
            type == TimestampType.NoTimestampType ? -1 : timestamp,
            type,
            Copy(message->Key, message->KeyLength),
            Copy(message->Value, message->ValueLength),
            HeadersOf(message));
    }

    /// <summary>Returns the memory of an entry to the library, while it is still in the processor's cache. The entry must not be used any
    /// more.</summary>
    /// <param name="index">The index of the entry.</param>
    public void ReleaseAt(int index)
    {
        _api.DestroyMessage(MessageAt(index));
        _messages[index] = 0;
    }

    /// <summary>Returns the memory of the entries that are left to the library.</summary>
    public void Release()
    {
        for (var i = 0; i < _count; i++)
        {
            if (_messages[i] != 0)
                ReleaseAt(i);
        }

        _count = 0;

        // A topic handle may be reused for another topic when its records are freed.
        _lastTopic = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        _api.DestroyQueue(_queue);
    }

    private static byte[]? Copy(byte* bytes, nuint length)
    {
        if (bytes is null)
            return null;
        if (length == 0)
            return [];
        var copy = GC.AllocateUninitializedArray<byte>((int)length);
        new ReadOnlySpan<byte>(bytes, (int)length).CopyTo(copy);
        return copy;
    }

    private NativeMessage* MessageAt(int index) => (NativeMessage*)_messages[index];

    private void Read(int count, int milliseconds)
    {
        var address = (NativeMessage**)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_messages));
        _count = Math.Max(0, (int)_api.ConsumeBatch(_queue, milliseconds, address, (nuint)count));
    }

    private string NameOf(nint topic)
    {
        if (topic == _lastTopic)
            return _lastName;
        _lastName = _names.TopicOf(Marshal.PtrToStringUTF8(_api.TopicName(topic)));
        _lastTopic = topic;
        return _lastName;
    }

    private RawHeaders? HeadersOf(NativeMessage* message)
    {
        nint list;
        var error = _api.MessageHeaders(message, &list);
        if (error == NoHeaders)
            return null;
        if (error != 0)
            throw new KafkaException((ErrorCode)error);
        RawHeaders? headers = null;
        byte* name;
        byte* value;
        nuint length;
        for (nuint i = 0; _api.HeaderAt(list, i, &name, &value, &length) == 0; i++)
            (headers ??= new RawHeaders()).Add(Marshal.PtrToStringUTF8((nint)name)!, Copy(value, length));
        return headers;
    }
}
