namespace Connect.Runtime.Workers;

/// <summary>What is to be restarted although nothing has changed.</summary>
/// <param name="Connector">Whether the connector itself is.</param>
/// <param name="Tasks">The numbers of the tasks.</param>
/// <param name="IsAnnounced">Whether statuses say RESTARTING in between.</param>
internal sealed record RestartScope(bool Connector, IReadOnlyCollection<int> Tasks, bool IsAnnounced = false)
{
    /// <summary>Nothing.</summary>
    public static RestartScope None { get; } = new(false, []);
}
