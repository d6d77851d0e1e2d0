namespace Connect.Runtime.Storage;

/// <summary>Stores the statuses of connectors and tasks, and the topics that connectors use.</summary>
/// <remarks>Thread-safe. Writes return immediately and never throw; a remote store sends them in order. Corresponds to
/// <c>StatusBackingStore</c>.</remarks>
internal interface IStatusStore : IAsyncDisposable
{
    /// <summary>How often the use of a topic has been forgotten. While it stays the same, a topic that is used remains so.</summary>
    long TopicResets { get; }

    /// <summary>Opens the store and reads its content.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stores the status of a connector; <see cref="ConnectorState.Destroyed"/> removes it.</summary>
    void Put(string connector, StatusRecord<ConnectorState> status);

    /// <summary>Stores the status of a task; <see cref="TaskState.Destroyed"/> removes it.</summary>
    void Put(ConnectorTaskId task, StatusRecord<TaskState> status);

    /// <summary>Stores the use of a topic. Call it again for each use until <see cref="IsUsed"/>: a remote store may not have written it
    /// yet.</summary>
    void Put(TopicUse use);

    /// <summary>The status of a connector; null if unknown.</summary>
    StatusRecord<ConnectorState>? Get(string connector);

    /// <summary>The status of a task; null if unknown.</summary>
    StatusRecord<TaskState>? Get(ConnectorTaskId task);

    /// <summary>The tasks of a connector with a known status, by number.</summary>
    IReadOnlyList<KeyValuePair<ConnectorTaskId, StatusRecord<TaskState>>> GetTasks(string connector);

    /// <summary>Whether a topic is known to be used by a connector.</summary>
    bool IsUsed(string connector, string topic);

    /// <summary>The topics that a connector uses.</summary>
    IReadOnlyList<string> GetTopics(string connector);

    /// <summary>Forgets the topics that a connector uses.</summary>
    void RemoveTopics(string connector);
}
