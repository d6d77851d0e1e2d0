using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>The name of a member, as it was met before.</summary>
/// <param name="utf8">Its bytes, plain ASCII.</param>
/// <param name="text">The same as text.</param>
internal sealed class MemberName(byte[] utf8, string text)
{
    private const int MostExpected = 64;

    private int _members;

    public string Text { get; } = text;

    /// <summary>The hash that <see cref="ConnectMap"/> needs.</summary>
    public int Hash { get; } = ValueEqualityComparer.Java.GetHashCode(text);

    /// <summary>How many members the last object had that stood under this name: about what the next will have. Any thread may be the last to say
    /// so.</summary>
    public int Members => Volatile.Read(ref _members);

    public bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(utf8);

    public void NoteMembers(int count)
    {
        count = Math.Min(count, MostExpected);
        if (count != Members)
            Volatile.Write(ref _members, count);
    }
}
