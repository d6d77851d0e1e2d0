using System.Buffers.Binary;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>Shares the texts of members' names. It has a fixed number of places: a name takes the place of another one, so that nothing grows with
/// names that never come again.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MemberNames
{
    private const int Places = 512;
    private const int LongestKept = 64;

    private readonly MemberName?[] _names = new MemberName?[Places];

    /// <summary>Returns the name for bytes that are plain ASCII.</summary>
    /// <param name="name">The bytes.</param>
    public MemberName Get(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestKept)
            return Create(name);
        ref var place = ref _names[PlaceOf(name)];
        if (Volatile.Read(ref place) is { } known && known.Is(name))
            return known;
        var created = Create(name);
        Volatile.Write(ref place, created);
        return created;
    }

    private static MemberName Create(ReadOnlySpan<byte> name) => new(name.ToArray(), Encoding.Latin1.GetString(name));

    private static uint PlaceOf(ReadOnlySpan<byte> name)
    {
        var mixed = (uint)name.Length;
        if (name.Length >= sizeof(uint))
            mixed = (mixed * 31) ^ BinaryPrimitives.ReadUInt32LittleEndian(
                name) ^ (BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]) * 0x9E3779B1u);
        else
            foreach (var part in name)
                mixed = (mixed * 31) + part;
        mixed *= 0x85EBCA6Bu;
        return (mixed >> 16) % Places;
    }
}
