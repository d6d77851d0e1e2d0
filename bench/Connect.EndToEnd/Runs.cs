using System.Collections.Concurrent;

namespace Connect.EndToEnd;

/// <summary>The runs, by connector.</summary>
internal sealed class Runs
{
    private readonly ConcurrentDictionary<string, Run> _runs = new();

    public Run this[string connector]
    {
        get => _runs[connector];
        set => _runs[connector] = value;
    }
}
