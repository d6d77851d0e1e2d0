using System.Diagnostics;
using System.Globalization;

namespace Connect.EndToEnd;

/// <summary>The ceilings: bare clients in processes of their own.</summary>
internal static class RawRuns
{
    /// <summary>The kinds of runs.</summary>
    public static IReadOnlyList<string> All { get; } = ["produce", "produce-native", "consume", "consume-native"];

    /// <summary>Runs one in this process: kind, servers, topic, count. Prints records per second, CPU per record and memory.</summary>
    public static async Task RunAsync(string[] args)
    {
        var (what, servers, topic, count) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        using var process = Process.GetCurrentProcess();
        Mark first = default;
        void Warm() => first = Take(process, count / 4);
        switch (what)
        {
            case "produce":
                await RawClient.ProduceAsync(servers, topic, count, new byte[100], Warm);
                break;
            case "produce-native":
                RawClient.ProduceNative(servers, topic, count, new byte[100], Warm);
                break;
            case "consume-native":
                RawClient.ConsumeNative(servers, topic, count, Warm);
                break;
            default:
                RawClient.Consume(servers, topic, count, Warm);
                break;
        }

        var run = Measurement.Between(first, Take(process, count), process.PeakWorkingSet64 >> 20);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"{run.Records} {run.Elapsed.TotalMicroseconds} {run.Cpu.TotalMicroseconds} {run.PeakMegabytes}"));
    }

    /// <summary>Runs one in a process of its own.</summary>
    /// <param name="what">The kind.</param>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="count">How many records.</param>
    public static async Task<Measurement> MeasureAsync(string what, string servers, string topic, long count)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [typeof(RawRuns).Assembly.Location, "raw", what, servers, topic, count.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"raw {what} failed:\n{text}");
        var parts = text.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Measurement((long)parts[0], TimeSpan.FromMicroseconds(parts[1]), TimeSpan.FromMicroseconds(parts[2]), (long)parts[3]);
    }

    private static Mark Take(Process process, long records)
    {
        process.Refresh();
        return new Mark(Mark.Now, records, process.TotalProcessorTime);
    }
}
