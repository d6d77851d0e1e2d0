using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The fields that an assignment has in every protocol version.</summary>
/// <param name="Epoch">The leader's epoch.</param>
/// <param name="Version">The assignment's number.</param>
/// <param name="Protocol">The protocol version of the other fields.</param>
internal sealed record AssignmentHeadJson(long Epoch, long Version, int Protocol);

/// <summary>The JSON form of an assignment in the coordination topic.</summary>
internal sealed record AssignmentJson
{
    public long Epoch { get; init; }

    public long Version { get; init; }

    public int Protocol { get; init; }

    public long ConfigOffset { get; init; }

    public SortedDictionary<string, EntryJson>? Workers { get; init; }

    public HeldJson[]? Revoking { get; init; }

    public HeldJson[]? Lost { get; init; }

    public BalanceJson? Balance { get; init; }

    public static AssignmentJson Of(AssignmentRecord record) => new()
    {
        Epoch = record.Version.Epoch,
        Version = record.Version.Number,
        Protocol = record.Protocol,
        ConfigOffset = record.ConfigOffset,
        Workers = new(
            record.Workers.ToDictionary(
                entry => entry.Key, entry => new EntryJson(entry.Value.Incarnation, ItemsJson.Of(entry.Value.Items, record.Protocol))),
                    StringComparer.Ordinal),
        Revoking = record.Revoking.IsEmpty ? null : HeldJson.Of(record.Revoking, record.Protocol),
        Lost = record.Lost.IsEmpty ? null : HeldJson.Of(record.Lost, record.Protocol),
        Balance = record.Balance == default ? null : new BalanceJson(record.Balance.Revoked, record.Balance.Successive, record.Balance.NotBefore),
    };

    public AssignmentRecord ToRecord() => new()
    {
        Version = new AssignmentVersion(Epoch, Version),
        Protocol = Protocol,
        ConfigOffset = ConfigOffset,
        Workers = (Workers ?? []).ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.ToItems(), StringComparer.Ordinal),
        Revoking = AssignmentRecord.Sort((Revoking ?? []).SelectMany(held => held.ToRevoking())),
        Lost = AssignmentRecord.Sort((Lost ?? []).SelectMany(held => held.ToLost())),
        Balance = Balance is { } balance ? new BalanceBackoff(balance.Revoked, balance.Successive, balance.NotBefore) : default,
    };

    internal sealed record EntryJson(string Incarnation, ItemsJson[]? Items)
    {
        public WorkerItems ToItems() => new(Incarnation, (Items ?? []).SelectMany(items => items.ToItems()).ToHashSet());
    }

    internal sealed record BalanceJson(bool Revoked, int Successive, long NotBefore);

    /// <summary>Items that one assignment took from one worker.</summary>
    internal sealed record HeldJson
    {
        public required string Worker { get; init; }

        public required string Incarnation { get; init; }

        public long Epoch { get; init; }

        public long Version { get; init; }

        public bool ComesBack { get; init; }

        public long Until { get; init; }

        public long FencedAt { get; init; }

        public required ItemsJson[] Items { get; init; }

        public static HeldJson[] Of(ImmutableArray<RevokingItem> revoking, int protocol) =>
            [.. revoking.GroupBy(held => (held.Worker, held.Version, held.ComesBack)).Select(group => new HeldJson
            {
                Worker = group.Key.Worker.WorkerId,
                Incarnation = group.Key.Worker.Incarnation,
                Epoch = group.Key.Version.Epoch,
                Version = group.Key.Version.Number,
                ComesBack = group.Key.ComesBack,
                Items = ItemsJson.Of(group.Select(held => held.Item), protocol),
            })];

        public static HeldJson[] Of(ImmutableArray<LostItem> lost, int protocol) =>
            [.. lost.GroupBy(held => (held.Worker, held.Version, held.Until, held.FencedAt)).Select(group => new HeldJson
            {
                Worker = group.Key.Worker.WorkerId,
                Incarnation = group.Key.Worker.Incarnation,
                Epoch = group.Key.Version.Epoch,
                Version = group.Key.Version.Number,
                Until = group.Key.Until,
                FencedAt = group.Key.FencedAt,
                Items = ItemsJson.Of(group.Select(held => held.Item), protocol),
            })];

        public IEnumerable<RevokingItem> ToRevoking() =>
            Items.SelectMany(items => items.ToItems())
                .Select(item => new RevokingItem(item, new WorkerIncarnation(Worker, Incarnation), new AssignmentVersion(Epoch, Version), ComesBack));

        public IEnumerable<LostItem> ToLost() =>
            Items.SelectMany(items => items.ToItems())
                .Select(item =>
                    new LostItem(item, new WorkerIncarnation(Worker, Incarnation), new AssignmentVersion(Epoch, Version), Until, FencedAt));
    }
}
