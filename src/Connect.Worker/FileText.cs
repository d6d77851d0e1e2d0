namespace Connect.WorkerProgram;

/// <summary>The text of a file of the command line.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsLatin1">Whether the file is not UTF-8 and was read as ISO-8859-1.</param>
internal sealed record FileText(string Text, bool IsLatin1);
