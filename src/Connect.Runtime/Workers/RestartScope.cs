namespace Connect.Runtime.Workers;

/// <summary>What to restart even if it has not changed.</summary>
/// <param name="Connector">Whether to restart the connector itself.</param>
/// <param name="Tasks">The numbers of the tasks to restart.</param>
/// <param name="IsAnnounced">Whether statuses show RESTARTING in between.</param>
internal sealed record RestartScope(bool Connector, IReadOnlyCollection<int> Tasks, bool IsAnnounced = false)
{
    /// <summary>Nothing.</summary>
    public static RestartScope None { get; } = new(false, []);
}
