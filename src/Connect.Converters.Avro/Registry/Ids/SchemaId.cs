using System.Buffers.Binary;
using System.Globalization;

namespace Connect.Converters.Avro.Registry.Ids;

/// <summary>The schema id in a record: the registry's number or GUID. Encoded as <c>00</c> and four bytes, or <c>01</c> and sixteen bytes,
/// big-endian.</summary>
internal readonly record struct SchemaId
{
    public const byte IdMagic = 0;
    public const byte GuidMagic = 1;
    public const int IdLength = 5;
    public const int GuidLength = 17;

    private SchemaId(int id, Guid guid, bool isGuid)
    {
        Id = id;
        Guid = guid;
        IsGuid = isGuid;
    }

    public int Id { get; }

    public Guid Guid { get; }

    public bool IsGuid { get; }

    public static SchemaId Of(int id) => new(id, Guid.Empty, false);

    public static SchemaId Of(Guid guid) => new(0, guid, true);

    /// <summary>Reads the id at the start of a value.</summary>
    /// <param name="bytes">The value of a record or a header.</param>
    /// <param name="id">The id.</param>
    /// <param name="length">The number of bytes of the id.</param>
    /// <returns>False if the bytes do not start with an id.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SchemaId id, out int length)
    {
        if (bytes.Length >= IdLength && bytes[0] == IdMagic)
        {
            (id, length) = (Of(BinaryPrimitives.ReadInt32BigEndian(bytes[1..])), IdLength);
            return true;
        }

        if (bytes.Length >= GuidLength && bytes[0] == GuidMagic)
        {
            (id, length) = (Of(new Guid(bytes.Slice(1, 16), bigEndian: true)), GuidLength);
            return true;
        }

        (id, length) = (default, 0);
        return false;
    }

    /// <summary>The encoded id.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[IsGuid ? GuidLength : IdLength];
        bytes[0] = IsGuid ? GuidMagic : IdMagic;
        if (IsGuid)
            Guid.TryWriteBytes(bytes.AsSpan(1), bigEndian: true, out _);
        else
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), Id);

        return bytes;
    }

    public override string ToString() => IsGuid ? Guid.ToString() : Id.ToString(CultureInfo.InvariantCulture);
}
