using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tasks;

/// <summary>The parts of the worker's configuration that the engine needs.</summary>
internal sealed record WorkerSettings
{
    /// <summary>The worker's id: <c>host:port</c>.</summary>
    public required string WorkerId { get; init; }

    /// <summary>All properties of the worker, with variables resolved.</summary>
    public required IReadOnlyDictionary<string, string?> Properties { get; init; }

    /// <summary>How often offsets are committed.</summary>
    public TimeSpan OffsetFlushInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one commit may take.</summary>
    public TimeSpan OffsetFlushTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all tasks together may take to stop.</summary>
    public TimeSpan TaskShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call of a task may take before the task is reported as stalled.</summary>
    public TimeSpan TaskStallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether connectors may ask for topics to be created.</summary>
    public bool IsTopicCreationEnabled { get; init; } = true;

    /// <summary>Whether the topics that connectors use are tracked.</summary>
    public bool IsTopicTrackingEnabled { get; init; } = true;

    /// <summary>Whether users may reset that.</summary>
    public bool IsTopicTrackingResetAllowed { get; init; } = true;

    /// <summary>Whether the REST API shows <c>[hidden]</c> instead of literal passwords.</summary>
    public bool HidesPasswords { get; init; }

    /// <summary>How many changes the REST API processes at once; it refuses more.</summary>
    public int MaxConcurrentWrites { get; init; } = WorkerKeys.DefaultMaxConcurrentWrites;

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
        TaskStallTimeout = TimeSpan.FromMilliseconds(config.GetInt64(WorkerKeys.TaskStallTimeoutMs)),
        IsTopicCreationEnabled = config.GetBoolean(WorkerKeys.TopicCreationEnable),
        IsTopicTrackingEnabled = config.GetBoolean(WorkerKeys.TopicTrackingEnable),
        IsTopicTrackingResetAllowed = config.GetBoolean(WorkerKeys.TopicTrackingAllowReset),
        HidesPasswords = config.GetBoolean(WorkerKeys.RestHidePasswords),
        MaxConcurrentWrites = config.GetInt32(WorkerKeys.RestMaxConcurrentWrites),
    };
}
