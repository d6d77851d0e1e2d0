namespace Connect.Text.Patterns;

/// <summary>The embedded flags of <c>java.util.regex.Pattern</c>: <c>(?idmsuxU)</c>.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,
    CaseInsensitive = 1,
    UnixLines = 2,
    Multiline = 4,
    DotAll = 8,
    UnicodeCase = 16,
    Comments = 32,
    UnicodeClasses = 64,
}
