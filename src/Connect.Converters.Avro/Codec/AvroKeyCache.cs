using System.Text;

namespace Connect.Converters.Avro.Codec;

/// <summary>Caches short strings that occur often, such as the keys of maps.</summary>
internal sealed class AvroKeyCache
{
    private const int Slots = 64;
    private const int MaxLength = 32;

    // Entries are immutable and replaced atomically: a race only creates a string twice.
    private readonly Entry?[] _entries = new Entry?[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
            return Encoding.UTF8.GetString(utf8);
        var slot = ((utf8[0] * 31) + (utf8[^1] * 7) + (utf8[utf8.Length / 2] * 3) + utf8.Length) & (Slots - 1);
        var entry = _entries[slot];
        if (entry is not null && utf8.SequenceEqual(entry.Utf8))
            return entry.Text;
        var text = Encoding.UTF8.GetString(utf8);
        _entries[slot] = new Entry(utf8.ToArray(), text);
        return text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
