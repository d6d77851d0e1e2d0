using System.Text;

namespace Connect.Fuzz.Tests.Fuzzing;

/// <summary>Gives inputs to a target and collects what must not happen: other exceptions than the documented, hangs, allocations out of
/// proportion.</summary>
/// <param name="target">The target.</param>
internal sealed class FuzzRun(FuzzTarget target)
{
    private const int MaxFindings = 20;
    private const int ShownBytes = 400;

    /// <summary>The stack of a thread where a worker runs converters and parsers may be as small as this.</summary>
    private const int StackBytes = 1 << 20;

    private const long BytesForEachByte = 400;

    /// <summary>An input that is not answered by then hangs, however busy the machine is. It cannot be interrupted: the process ends.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(180);

    private readonly Dictionary<string, string> _findings = new(StringComparer.Ordinal);
    private readonly Mutation _mutation = new(target);
    private readonly int _seed = FuzzSettings.Seed;
    private long _current = -1;
    private long _since;

    /// <summary>How the slowest input took, and which it was.</summary>
    public (TimeSpan Time, long Input) Slowest { get; private set; }

    /// <summary>What was found, one of a kind.</summary>
    public IReadOnlyCollection<string> Findings => _findings.Values;

    /// <summary>How many inputs ended as a value, and how many as a documented exception.</summary>
    public (long Values, long Exceptions) Outcomes { get; private set; }

    /// <summary>Runs the inputs.</summary>
    /// <param name="count">How many; <c>CONNECT_FUZZ_INPUT</c> means that one alone.</param>
    public void Run(long count)
    {
        using var watch = new Timer(_ => EndIfHung(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var thread = new Thread(() => RunInputs(FuzzSettings.Input ?? 0, FuzzSettings.Input is null ? count : 1), StackBytes);
        thread.Start();
        thread.Join();
    }

    private void RunInputs(long first, long count)
    {
        for (var input = first; input < first + count && _findings.Count < MaxFindings; input++)
        {
            var bytes = _mutation.Make(_seed, input);
            Volatile.Write(ref _since, TimeProvider.System.GetTimestamp());
            Volatile.Write(ref _current, input);
            Try(input, bytes);
            Volatile.Write(ref _current, -1);
        }
    }

    private void Try(long input, byte[] bytes)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Take(bytes);
            Outcomes = Outcomes with { Values = Outcomes.Values + 1 };
        }
        catch (Exception e) when (target.IsDocumented(e))
        {
            Outcomes = Outcomes with { Exceptions = Outcomes.Exceptions + 1 };
        }
        catch (Exception e)
        {
            Add(input, bytes, KindOf(e), e.ToString());
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > target.FreeBytes + (BytesForEachByte * bytes.Length))
            Add(input, bytes, "allocation", $"{allocated} bytes were allocated for an input of {bytes.Length}.");
        var time = TimeProvider.System.GetElapsedTime(_since);
        if (time > Slowest.Time)
            Slowest = (time, input);
    }

    private void Add(long input, byte[] bytes, string kind, string what) =>
        _findings.TryAdd(kind, $"{what}\n{Describe(input, bytes)}");

    private string Describe(long input, byte[] bytes) =>
        $"Input {input} of {target.Name}, {bytes.Length} bytes: {Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, ShownBytes)))}\n"
            + $"as text: {Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, ShownBytes)))}\n"
            + $"Again: {FuzzSettings.SeedVariable}={_seed} {FuzzSettings.InputVariable}={input} dotnet test tests/Connect.Fuzz.Tests "
            + $"--filter \"Name~{target.Name}\"";

    private void EndIfHung()
    {
        var input = Volatile.Read(ref _current);
        if (input < 0 || TimeProvider.System.GetElapsedTime(Volatile.Read(ref _since)) < Hang || Volatile.Read(ref _current) != input)
            return;
        Environment.FailFast($"No end after {Hang.TotalSeconds} s. {Describe(input, new Mutation(target).Make(_seed, input))}");
    }

    private static string KindOf(Exception e) =>
        $"{e.GetType()} {e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Connect.", StringComparison.Ordinal))}";
}
