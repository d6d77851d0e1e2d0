using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tasks;

/// <summary>What the engine needs to know of the worker's configuration.</summary>
internal sealed record WorkerSettings
{
    /// <summary>The worker's id: <c>host:port</c>.</summary>
    public required string WorkerId { get; init; }

    /// <summary>All properties of the worker, variables resolved.</summary>
    public required IReadOnlyDictionary<string, string?> Properties { get; init; }

    /// <summary>How often offsets are committed.</summary>
    public TimeSpan OffsetFlushInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one commit may take.</summary>
    public TimeSpan OffsetFlushTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all tasks together may take to stop.</summary>
    public TimeSpan TaskShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether connectors may ask for topics to be created.</summary>
    public bool IsTopicCreationEnabled { get; init; } = true;

    /// <summary>Whether the topics that connectors use are kept track of.</summary>
    public bool IsTopicTrackingEnabled { get; init; } = true;

    /// <summary>Whether users may reset that.</summary>
    public bool IsTopicTrackingResetAllowed { get; init; } = true;

    /// <summary>Reads the settings from a worker's configuration.</summary>
    /// <param name="config">The configuration, parsed.</param>
    /// <param name="workerId">The worker's id.</param>
    public static WorkerSettings From(ParsedConfig config, string workerId) => new()
    {
        WorkerId = workerId,
        Properties = config.Originals.ToDictionary(entry => entry.Key, entry => entry.Value as string, StringComparer.Ordinal),
        OffsetFlushInterval = TimeSpan.FromMilliseconds(config.GetInt64(WorkerKeys.OffsetFlushIntervalMs)),
        OffsetFlushTimeout = TimeSpan.FromMilliseconds(config.GetInt64(WorkerKeys.OffsetFlushTimeoutMs)),
        TaskShutdownTimeout = TimeSpan.FromMilliseconds(config.GetInt64(WorkerKeys.TaskShutdownGracefulTimeoutMs)),
        IsTopicCreationEnabled = config.GetBoolean(WorkerKeys.TopicCreationEnable),
        IsTopicTrackingEnabled = config.GetBoolean(WorkerKeys.TopicTrackingEnable),
        IsTopicTrackingResetAllowed = config.GetBoolean(WorkerKeys.TopicTrackingAllowReset),
    };
}
