namespace Connect.Text.Patterns;

/// <summary>How a repetition gives back what it took.</summary>
internal enum RepeatMode
{
    Greedy,
    Lazy,
    Possessive,
}
