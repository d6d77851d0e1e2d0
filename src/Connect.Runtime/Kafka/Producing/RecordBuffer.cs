using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Connect.Runtime.Kafka.Native;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Records for one topic and partition that are passed to the client together. Their bytes are in one pinned block of memory.</summary>
/// <remarks>It starts small, because most tasks need little, and grows when it was full. The client copies the data, so the memory is reused. Not
/// thread-safe.</remarks>
internal sealed unsafe class RecordBuffer
{
    /// <summary>The maximum size of a buffered record; for larger records the extra copy does not pay off.</summary>
    public const int LargestRecord = 16 << 10;

    private const int FirstRecords = 32;
    private const int FirstBytes = 4 << 10;
    private const int MostRecords = 1024;
    private const int MostBytes = 128 << 10;

    private NativeMessage[] _messages = Allocate<NativeMessage>(FirstRecords);
    private byte[] _bytes = Allocate<byte>(FirstBytes);
    private int _used;
    private bool _isTooSmall;

    /// <summary>The number of records.</summary>
    public int Count { get; private set; }

    /// <summary>The topic's handle of its records.</summary>
    public nint Topic { get; private set; }

    /// <summary>The partition of its records; -1 where the key decides.</summary>
    public int Partition { get; private set; }

    /// <summary>The records in the client's format. The memory is pinned and valid while this object is referenced.</summary>
    public NativeMessage* Messages => Address(_messages);

    /// <summary>The records.</summary>
    public ReadOnlySpan<NativeMessage> Records => _messages.AsSpan(0, Count);

    /// <summary>Adds a record.</summary>
    /// <param name="topic">Its topic's handle.</param>
    /// <param name="partition">Its partition; -1 to choose it by the key.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="number">The number returned in its delivery report.</param>
    /// <returns>False if it has another topic or partition, or if there is no room: send the others, call <see cref="Clear"/> and add it
    /// again.</returns>
    public bool TryAdd(nint topic, int partition, ArraySegment<byte> key, ArraySegment<byte> value, nint number)
    {
        var size = key.Count + value.Count;
        if (Count > 0 && (topic != Topic || partition != Partition))
            return false;
        if (Count == _messages.Length || size > _bytes.Length - _used)
        {
            if (Count > 0)
            {
                _isTooSmall = true;
                return false;
            }

            _bytes = Allocate<byte>(Math.Max(LargestRecord, size));
        }

        (Topic, Partition) = (topic, partition);
        ref var message = ref _messages[Count++];
        message = default;
        message.Number = number;
        message.Key = Copy(key, out message.KeyLength);
        message.Value = Copy(value, out message.ValueLength);
        return true;
    }

    /// <summary>Removes all records.</summary>
    public void Clear()
    {
        (Count, _used) = (0, 0);
        if (!_isTooSmall)
            return;
        _isTooSmall = false;
        if (_messages.Length < MostRecords)
            _messages = Allocate<NativeMessage>(_messages.Length * 2);
        if (_bytes.Length < MostBytes)
            _bytes = Allocate<byte>(_bytes.Length * 2);
    }

    private static T[] Allocate<T>(int count)
        where T : unmanaged => GC.AllocateUninitializedArray<T>(count, pinned: true);

    private static T* Address<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    /// <summary>Empty bytes have an address, too: null is Kafka's null.</summary>
    private byte* Copy(ArraySegment<byte> bytes, out nuint length)
    {
        length = (nuint)bytes.Count;
        if (bytes.Array is null)
            return null;
        var start = _used;
        bytes.AsSpan().CopyTo(_bytes.AsSpan(start));
        _used += bytes.Count;
        return Address(_bytes) + start;
    }
}
