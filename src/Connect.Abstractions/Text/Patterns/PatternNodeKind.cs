namespace Connect.Text.Patterns;

/// <summary>What a <see cref="PatternNode"/> stands for.</summary>
internal enum PatternNodeKind
{
    Empty,
    Set,
    Sequence,
    Alternation,
    Capture,
    Atomic,
    LookAhead,
    NotLookAhead,
    LookBehind,
    NotLookBehind,
    Repeat,
    BackReference,
    LineBreak,
    InputStart,
    InputEnd,
    LineStart,
    LineEnd,
    BeforeFinalTerminator,
    MatchStart,
    WordBoundary,
    NotWordBoundary,
}
