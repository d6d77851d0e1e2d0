using System.Globalization;

namespace Connect.EndToEnd;

/// <summary>How many records the worker moves in a second of CPU time, beside a bare client of Confluent.Kafka in the same run, and the share under
/// which it must not fall. CPU time depends less than the rate on what else the machine does.</summary>
internal static class Floors
{
    private static readonly (string Row, string Raw, double Floor)[] All = [("source", "produce", 0.7), ("sink", "consume", 0.7)];

    /// <summary>Measures all and prints them.</summary>
    /// <param name="table">Measures.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <returns>Whether all hold.</returns>
    public static async Task<bool> HoldAsync(Table table, int rounds)
    {
        var isHeld = true;
        foreach (var (name, kind, floor) in All)
        {
            var raw = await table.MeasureRawAsync(kind, rounds);
            var ours = await table.MeasureAsync(Row.All.First(row => row.Name == name), rounds, withJava: false);
            var share = raw.CpuMicroseconds / ours.CpuMicroseconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {share:0.00} of the bare client's records per CPU second (floor {floor}), "
                    + $"{ours.PerSecond / raw.PerSecond:0.00} of its rate"));
            isHeld &= share >= floor;
        }

        return isHeld;
    }
}
