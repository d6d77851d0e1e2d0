namespace Connect.Runtime.Storage;

/// <summary>Keeps what workers say of connectors and tasks, and which topics connectors use.</summary>
/// <remarks>Safe for use from several threads. Writes return at once and never throw; a store that is remote brings them over in their order. Corresponds to <c>StatusBackingStore</c>.</remarks>
internal interface IStatusStore : IAsyncDisposable
{
    /// <summary>Opens the store and reads what is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the status of a connector; <see cref="ConnectorState.Destroyed"/> removes it.</summary>
    void Put(string connector, StatusRecord<ConnectorState> status);

    /// <summary>Keeps the status of a task; <see cref="TaskState.Destroyed"/> removes it.</summary>
    void Put(ConnectorTaskId task, StatusRecord<TaskState> status);

    /// <summary>Keeps the use of a topic.</summary>
    void Put(TopicUse use);

    /// <summary>The status of a connector; null when nothing is known.</summary>
    StatusRecord<ConnectorState>? Get(string connector);

    /// <summary>The status of a task; null when nothing is known.</summary>
    StatusRecord<TaskState>? Get(ConnectorTaskId task);

    /// <summary>The tasks of a connector of which something is known, by number.</summary>
    IReadOnlyList<KeyValuePair<ConnectorTaskId, StatusRecord<TaskState>>> GetTasks(string connector);

    /// <summary>Whether a topic is known to be used by a connector.</summary>
    bool IsUsed(string connector, string topic);

    /// <summary>The topics that a connector uses.</summary>
    IReadOnlyList<string> GetTopics(string connector);

    /// <summary>Forgets the topics that a connector uses.</summary>
    void RemoveTopics(string connector);
}
