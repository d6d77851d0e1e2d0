namespace Connect.WorkerProgram.Remote;

/// <summary>Rows of text in columns.</summary>
internal static class Table
{
    private const string Gap = "  ";

    /// <summary>Writes a table; a line of its own for each row.</summary>
    public static async Task WriteAsync(TextWriter writer, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [head, .. rows];
        int[] widths = [.. Enumerable.Range(0, head.Count).Select(column => all.Max(row => row[column].Length))];
        foreach (var row in all)
            await writer.WriteLineAsync(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
