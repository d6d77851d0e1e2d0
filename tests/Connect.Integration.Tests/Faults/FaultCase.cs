using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Faults;

/// <summary>One row of the fault matrix: what happens, and what the balance sheet may look like afterwards.</summary>
/// <param name="Name">Says what happens, in the words of docs/reliability.md.</param>
/// <param name="Side">Source or sink.</param>
/// <param name="Play">Makes it happen, and counts.</param>
internal sealed record FaultCase(string Name, FaultSide Side, Func<FaultCase, CancellationToken, Task<BalanceSheet>> Play)
{
    /// <summary>How many records are left out, each reported.</summary>
    public int Skips { get; init; }

    /// <summary>Whether at-least-once allows a record to come twice here: delivered, but its offset was not committed when the task ended or went
    /// back.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Whether the task fails and is restarted by hand.</summary>
    public bool Fails { get; init; }

    /// <summary>Further settings of the connector.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further settings of the worker.</summary>
    public IReadOnlyList<(string Key, string Value)> WorkerSettings { get; init; } = [];

    /// <summary>A scenario of a worker inside the test, on the broker that the tests share.</summary>
    /// <param name="name">What happens.</param>
    /// <param name="side">Source or sink.</param>
    /// <param name="run">Creates the connector, and makes it happen. A sink's records are written before.</param>
    public static FaultCase Of(string name, FaultSide side, Func<FaultRun, Task> run) => new($"{name}", side, async (self, cancellationToken) =>
    {
        await using var playing = await FaultRun.BeginAsync(self, (await TestBroker.GetRealAsync()).BootstrapServers, cancellationToken);
        if (side == FaultSide.Sink)
            await playing.ProduceAsync();
        await run(playing);
        return await playing.CountAsync();
    });

    /// <inheritdoc/>
    public override string ToString() => Name;
}
