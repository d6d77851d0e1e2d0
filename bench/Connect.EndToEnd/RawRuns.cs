using System.Diagnostics;
using System.Globalization;

namespace Connect.EndToEnd;

/// <summary>The ceilings: bare clients in a process of their own.</summary>
internal static class RawRuns
{
    /// <summary>Runs one: produce, consume or consume-native, servers, topic, count, size. Prints records a second and microseconds of CPU a
    /// record.</summary>
    public static async Task RunAsync(string[] args)
    {
        var (what, servers, topic, count) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        using var process = Process.GetCurrentProcess();
        var first = Take(process, 0);
        switch (what)
        {
            case "produce":
                await RawClient.ProduceAsync(servers, topic, count, new byte[100]);
                break;
            case "consume-native":
                RawClient.ConsumeNative(servers, topic, count);
                break;
            default:
                RawClient.Consume(servers, topic, count);
                break;
        }

        var run = Measurement.Between(first, Take(process, count), process.PeakWorkingSet64 >> 20);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"raw {what,-16} {run.PerSecond / 1000,6:0} k/s {run.CpuMicroseconds,6:0.00} us {run.PeakMegabytes,5} MB"));
    }

    private static Mark Take(Process process, long records)
    {
        process.Refresh();
        return new Mark(Mark.Now, records, process.TotalProcessorTime);
    }
}
