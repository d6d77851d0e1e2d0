using System.Globalization;
using System.Text;
using Connect.Tests;

namespace Connect.Integration.Tests.Faults;

/// <summary>docs/reliability.md.</summary>
internal static class ReliabilityDocument
{
    private const string Head = """
        # Reliability

        What becomes of the records when something goes wrong, tried on a real broker. Each row is a test (`FaultMatrixTests`): it makes the fault happen in mid-stream, mends it where a person would have to,
        waits until everything has arrived and is committed, and counts outside of the worker.

        | column | what |
        |---|---|
        | in | records that there were |
        | arrived | different records that arrived in Kafka, or in the sink |
        | skipped | records left out because `errors.tolerance=all` asks for it, or because the task reported them; each is in the dead letter queue (sink) or in the log (source) |
        | lost | in − arrived − skipped: 0 in each row, or the test fails |
        | repeated | deliveries beyond the first of a record. The tests allow them only where delivery at least once does: where a task ends, is given up or goes back between a delivery and its commit. The number is that of one run |
        | restarts | restarts of the task by hand, as the remedy in its status asks for |

        `eng/reliability` runs the tests and writes this page anew; `eng/soak MINUTES` writes its last section with `CONNECT_WRITE_DOCS=1`.


        """;

    private const string Table = """
        | side | what happens | in | arrived | skipped | lost | repeated | restarts |
        |---|---|---|---|---|---|---|---|

        """;

    private const string SoakTitle = "## Soak\n";

    /// <summary>Where it is.</summary>
    public static string Path => System.IO.Path.Combine(RepoPaths.Root, "docs", "reliability.md");

    /// <summary>The section that <c>eng/soak</c> writes.</summary>
    private static string Soak => Parts.Length == 2 ? $"\n{SoakTitle}{Parts[1]}" : "";

    private static string[] Parts => (File.Exists(Path) ? File.ReadAllText(Path) : "").Split(SoakTitle);

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<BalanceSheet> sheets)
    {
        var text = new StringBuilder(Head).Append(Table);
        foreach (var sheet in sheets)
            text.Append(sheet.ToRow()).Append('\n');
        var (records, lost) = (sheets.Sum(sheet => sheet.In), sheets.Sum(sheet => sheet.Lost));
        var (skipped, repeated) = (sheets.Sum(sheet => sheet.Skipped), sheets.Sum(sheet => sheet.Repeated));
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{sheets.Count} scenarios, {records} records: {lost} lost, {skipped} skipped and reported, {repeated} repeated.\n");
        return text.Append(Soak).ToString();
    }

    /// <summary>The page with another section about the soak.</summary>
    /// <param name="section">The section.</param>
    public static string WithSoak(string section) => $"{Parts[0].TrimEnd('\n')}\n\n{section.TrimEnd('\n')}\n";

    /// <summary>Its rows.</summary>
    public static IReadOnlyList<BalanceSheet> Read() =>
        File.Exists(Path) ? [.. File.ReadLines(Path).Select(BalanceSheet.Parse).OfType<BalanceSheet>()] : [];
}
