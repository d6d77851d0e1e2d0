using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Connect.Runtime.Storage;

/// <summary>Writes offsets as a <c>HashMap&lt;byte[], byte[]&gt;</c> in Java's object serialization: the offset file of a standalone
/// worker.</summary>
internal static class JavaByteMapWriter
{
    /// <summary>Writes the entries in order.</summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="entries">The entries, with unique keys.</param>
    /// <param name="count">Their number.</param>
    public static void Write(IBufferWriter<byte> output, IEnumerable<OffsetEntry> entries, int count)
    {
        var buckets = JavaByteMapFormat.FirstBuckets;
        while (count > JavaByteMapFormat.LoadFactor * buckets)
            buckets *= 2;
        WriteHead(output, count == 0 ? 0 : (int)(JavaByteMapFormat.LoadFactor * buckets), buckets, count);

        var isDescribed = false;
        foreach (var (key, value) in entries)
        {
            WriteArray(output, key, ref isDescribed);
            WriteArray(output, value, ref isDescribed);
        }

        WriteByte(output, JavaByteMapFormat.EndBlockData);
    }

    private static void WriteHead(IBufferWriter<byte> output, int threshold, int buckets, int count)
    {
        WriteUInt16(output, JavaByteMapFormat.Magic);
        WriteUInt16(output, JavaByteMapFormat.Version);
        WriteByte(output, JavaByteMapFormat.Object);
        WriteClass(output, JavaByteMapFormat.MapClass, JavaByteMapFormat.MapVersion, JavaByteMapFormat.Serializable | JavaByteMapFormat.WriteMethod);
        WriteUInt16(output, 2);
        WriteByte(output, (byte)'F');
        WriteText(output, "loadFactor");
        WriteByte(output, (byte)'I');
        WriteText(output, "threshold");
        WriteByte(output, JavaByteMapFormat.EndBlockData);
        WriteByte(output, JavaByteMapFormat.Null);
        WriteInt32(output, BitConverter.SingleToInt32Bits(JavaByteMapFormat.LoadFactor));
        WriteInt32(output, threshold);
        WriteByte(output, JavaByteMapFormat.BlockData);
        WriteByte(output, 2 * sizeof(int));
        WriteInt32(output, buckets);
        WriteInt32(output, count);
    }

    private static void WriteArray(IBufferWriter<byte> output, byte[]? bytes, ref bool isDescribed)
    {
        if (bytes is null)
        {
            WriteByte(output, JavaByteMapFormat.Null);
            return;
        }

        WriteByte(output, JavaByteMapFormat.Array);
        if (isDescribed)
        {
            WriteByte(output, JavaByteMapFormat.Reference);
            WriteInt32(output, JavaByteMapFormat.FirstHandle + 2);
        }
        else
        {
            isDescribed = true;
            WriteClass(output, JavaByteMapFormat.ArrayClass, JavaByteMapFormat.ArrayVersion, JavaByteMapFormat.Serializable);
            WriteUInt16(output, 0);
            WriteByte(output, JavaByteMapFormat.EndBlockData);
            WriteByte(output, JavaByteMapFormat.Null);
        }

        WriteInt32(output, bytes.Length);
        output.Write(bytes);
    }

    private static void WriteClass(IBufferWriter<byte> output, string name, long version, byte flags)
    {
        WriteByte(output, JavaByteMapFormat.ClassDescription);
        WriteText(output, name);
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), version);
        output.Advance(sizeof(long));
        WriteByte(output, flags);
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        WriteUInt16(output, (ushort)text.Length);
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void WriteByte(IBufferWriter<byte> output, byte value) => output.Write([value]);

    private static void WriteUInt16(IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), value);
        output.Advance(sizeof(ushort));
    }

    private static void WriteInt32(IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }
}
