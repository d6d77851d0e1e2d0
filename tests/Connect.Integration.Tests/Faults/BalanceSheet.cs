using System.Globalization;

namespace Connect.Integration.Tests.Faults;

/// <summary>What became of the records of a scenario.</summary>
/// <param name="Side">Which way they went.</param>
/// <param name="Name">The scenario.</param>
/// <param name="In">Records that there were.</param>
/// <param name="Arrived">Different records that arrived.</param>
/// <param name="Repeated">Deliveries beyond the first of a record.</param>
/// <param name="Skipped">Records that were left out and reported.</param>
/// <param name="Restarts">Restarts of a task by hand.</param>
internal sealed record BalanceSheet(FaultSide Side, string Name, int In, int Arrived, int Repeated, int Skipped, int Restarts)
{
    /// <summary>Records that are nowhere.</summary>
    public int Lost => In - Arrived - Skipped;

    /// <summary>Reads a row of docs/reliability.md; null for a line that is none.</summary>
    public static BalanceSheet? Parse(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        if (cells.Length != 10 || cells[1] is not ("source" or "sink"))
            return null;
        int Number(int cell) => int.Parse(cells[cell], CultureInfo.InvariantCulture);
        return new BalanceSheet(Enum.Parse<FaultSide>(cells[1], ignoreCase: true), cells[2], Number(3), Number(4), Number(7), Number(5), Number(8));
    }

    /// <summary>A row of docs/reliability.md.</summary>
    public string ToRow() =>
        FormattableString.Invariant(
            $"| {Side.ToString().ToLowerInvariant()} | {Name} | {In} | {Arrived} | {Skipped} | {Lost} | {Repeated} | {Restarts} |");
}
