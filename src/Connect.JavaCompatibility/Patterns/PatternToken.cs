namespace Connect.JavaCompatibility.Patterns;

/// <summary>One code point of a pattern.</summary>
/// <param name="CodePoint">The code point; -1 behind the end.</param>
/// <param name="Quoted">Whether it stands between <c>\Q</c> and <c>\E</c> and so means itself.</param>
/// <param name="Index">Where it stands in the pattern, in UTF-16 units.</param>
internal readonly record struct PatternToken(int CodePoint, bool Quoted, int Index)
{
    public bool IsEnd => CodePoint < 0;

    public bool Is(char meta) => !Quoted && CodePoint == meta;
}
