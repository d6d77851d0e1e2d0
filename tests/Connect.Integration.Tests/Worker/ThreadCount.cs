using System.Globalization;

namespace Connect.Integration.Tests.Worker;

/// <summary>The threads of a process, by what they are for.</summary>
/// <param name="Pools">Those of the thread pool and of the plugins: as many as there was work for in the last 20 seconds.</param>
/// <param name="Others">All others: the runtime's, the clients' native ones, and one for each consumer, producer and internal topic.</param>
internal readonly record struct ThreadCount(int Pools, int Others)
{
    private static readonly string[] PoolNames = [".NET TP ", "connect-plugins", ".NET Tiered"];

    /// <summary>Their number.</summary>
    public int All => Pools + Others;

    /// <summary>Counts the threads of a process by their names.</summary>
    /// <param name="process">Its id.</param>
    public static ThreadCount Of(int process)
    {
        var names = NamesOf(process);
        var pools = names.Count(name => PoolNames.Any(pool => name.StartsWith(pool, StringComparison.Ordinal)));
        return new ThreadCount(pools, names.Count - pools);
    }

    /// <summary>The names of a process's threads, cut off by Linux after 15 characters.</summary>
    /// <param name="process">Its id.</param>
    public static IReadOnlyList<string> NamesOf(int process)
    {
        var names = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task")))
        {
            try
            {
                names.Add(File.ReadAllText(Path.Combine(folder, "comm")).TrimEnd());
            }
            catch (IOException)
            {
                // It has ended since the folder was listed.
            }
        }

        return names;
    }
}
