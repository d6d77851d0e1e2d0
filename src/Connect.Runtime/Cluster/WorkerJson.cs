namespace Connect.Runtime.Cluster;

/// <summary>The JSON form of a worker record in the coordination topic.</summary>
internal sealed record WorkerJson
{
    public long Started { get; init; }

    public required string Url { get; init; }

    /// <summary>The oldest and the newest protocol version that the worker supports.</summary>
    public required int[] Protocol { get; init; }

    public required string[] Plugins { get; init; }

    public long AppliedEpoch { get; init; }

    public long AppliedVersion { get; init; }

    public ItemsJson[]? Items { get; init; }

    public string? State { get; init; }

    public static WorkerJson Of(WorkerRecord record, int protocol) => new()
    {
        Started = record.Started,
        Url = record.Url,
        Protocol = [record.Protocol.Min, record.Protocol.Max],
        Plugins = [.. record.Plugins.Order(StringComparer.Ordinal)],
        AppliedEpoch = record.Applied.Epoch,
        AppliedVersion = record.Applied.Number,
        Items = ItemsJson.Of(record.Items, protocol),
        State = record.State switch { WorkerState.Draining => "draining", WorkerState.Left => "left", _ => "running" },
    };

    public WorkerRecord ToRecord() => new()
    {
        Started = Started,
        Url = Url,
        Protocol = Protocol is [var min, var max] ? new ProtocolRange(min, max) : throw new ArgumentException("\"protocol\" must be two numbers."),
        Plugins = Plugins.ToHashSet(StringComparer.Ordinal),
        Applied = new AssignmentVersion(AppliedEpoch, AppliedVersion),
        Items = (Items ?? []).SelectMany(items => items.ToItems()).ToHashSet(),
        State = State switch
        {
            "running" => WorkerState.Running,
            "draining" => WorkerState.Draining,
            "left" => WorkerState.Left,
            _ => throw new ArgumentException($"The state \"{State}\" is unknown."),
        },
    };
}
