using System.Collections.Immutable;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>Assignors that break one rule each.</summary>
internal static class BrokenAssignors
{
    public static IReadOnlyDictionary<string, Func<AssignorInput, AssignorResult>> All { get; } =
        new Dictionary<string, Func<AssignorInput, AssignorResult>>
        {
            ["gives what a live worker has not stopped"] = input =>
                Assignor.Assign(input with { Previous = input.Previous with { Revoking = [] }, Records = WithoutItems(input) }),
            ["skips the fence of a lost worker"] = input =>
                Assignor.Assign(input with { Settings = input.Settings with { FenceGrace = TimeSpan.Zero } }),
            ["skips the delay of a lost worker"] = input =>
                Assignor.Assign(input with { Settings = input.Settings with { LostDelay = TimeSpan.Zero } }),
            ["forgets what is lost"] = input => Assignor.Assign(input with { Previous = input.Previous with { Lost = [] } }),
            ["takes generations of tasks for the same"] = IgnoreGenerations,
            ["takes a later life for the earlier"] = input => Assignor.Assign(input with { Previous = WithNewestLives(input) }),
            ["gives to workers without the plugin"] = input =>
                Assignor.Assign(input with { Work = input.Work with { Items = [.. input.Work.Items.Select(item => item with { Plugin = "p" })] } }),
            ["never balances"] = input =>
                Assignor.Assign(input with { Previous = input.Previous with { Balance = new BalanceBackoff(false, 0, 253_402_300_799_000) } }),
            ["balances while work is lost"] = BalanceAlways,
            ["gives nothing to the last worker"] = input => Assignor.Assign(input with { Members = WithoutLast(input.Members) }),
            ["writes the newest protocol"] = input => Assignor.Assign(input) is var result && result.Next.Version > input.Previous.Version
                ? result with { Next = result.Next with { Protocol = 2 } } : result,
            ["never gives back what stopped"] = input =>
                Assignor.Assign(
                    input with
                    {
                        Records = input.Records.ToDictionary(record => record.Key, record => record.Value with { Applied = default })
                        .ToImmutable()
                    }),
        };

    private static ImmutableDictionary<WorkerIncarnation, WorkerRecord> ToImmutable(this Dictionary<WorkerIncarnation, WorkerRecord> records) =>
        ImmutableDictionary.CreateRange(records);

    private static ImmutableDictionary<WorkerIncarnation, WorkerRecord> WithoutItems(AssignorInput input) =>
        input.Records.ToDictionary(record => record.Key, record => record.Value with { Items = WorkerItems.None }).ToImmutable();

    private static ImmutableHashSet<WorkerIncarnation> WithoutLast(ImmutableHashSet<WorkerIncarnation> members) =>
        members.Count > 1 ? members.Remove(members.MaxBy(key => key.WorkerId)) : members;

    /// <summary>Items of older generations are forgotten as soon as they are not configured.</summary>
    private static AssignorResult IgnoreGenerations(AssignorInput input)
    {
        var configured = input.Work.Items.Select(item => item.Item).ToHashSet();
        var previous = input.Previous with
        {
            Revoking = [.. input.Previous.Revoking.Where(held => configured.Contains(held.Item))],
            Lost = [.. input.Previous.Lost.Where(held => configured.Contains(held.Item))],
            Workers = ImmutableSortedDictionary.CreateRange(
                input.Previous.Workers.Select(
                    entry => KeyValuePair.Create(entry.Key, entry.Value with { Items = entry.Value.Items.Where(configured.Contains).ToHashSet() }))),
        };
        return Assignor.Assign(input with { Previous = previous, Records = WithoutItems(input) });
    }

    private static AssignmentRecord WithNewestLives(AssignorInput input) => input.Previous with
    {
        Workers = ImmutableSortedDictionary.CreateRange(input.Previous.Workers.Select(entry => KeyValuePair.Create(
            entry.Key,
            input.Records.Where(record => record.Key.WorkerId == entry.Key && input.Members.Contains(record.Key))
                .OrderByDescending(record => record.Value.Started).Select(record => record.Key.Incarnation).FirstOrDefault() is { } newest
                ? entry.Value with { Incarnation = newest }
                : entry.Value))),
    };

    /// <summary>What is lost is hidden while the moves are found.</summary>
    private static AssignorResult BalanceAlways(AssignorInput input)
    {
        if (input.Previous.Lost.IsEmpty)
            return Assignor.Assign(input);
        var lost = input.Previous.Lost.Select(held => held.Item).ToHashSet();
        var result = Assignor.Assign(input with
        {
            Previous = input.Previous with { Lost = [] },
            Work = input.Work with { Items = [.. input.Work.Items.Where(item => !lost.Contains(item.Item))] },
        });
        return result.Next.Version == input.Previous.Version
            ? result with { Next = input.Previous }
            : result with { Next = result.Next with { Lost = AssignmentRecord.Sort(result.Next.Lost.Concat(input.Previous.Lost)) } };
    }
}
