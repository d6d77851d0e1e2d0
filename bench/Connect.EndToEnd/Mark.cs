using System.Globalization;

namespace Connect.EndToEnd;

/// <summary>A moment of a run: how many records were through, and what the worker had used by then.</summary>
/// <param name="Time">When, in microseconds since 1970.</param>
/// <param name="Records">How many records were through.</param>
/// <param name="Cpu">What the worker's process had used.</param>
internal readonly record struct Mark(long Time, long Records, TimeSpan Cpu)
{
    public static long Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    /// <summary>Tells the benchmark from within a sink.</summary>
    public static void Write(string folder, string name, long records)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path + ".part", string.Create(CultureInfo.InvariantCulture, $"{Now} {records}"));
        File.Move(path + ".part", path);
    }

    /// <summary>Reads what a sink has told, if it has.</summary>
    public static Mark? Read(string folder, string name, TimeSpan cpu)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        var parts = File.ReadAllText(path).Split(' ');
        return new Mark(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), cpu);
    }
}
