using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Stores configurations in the config topic of a cluster, as Java's workers do.</summary>
/// <param name="log">The topic; must exist. The store owns it.</param>
/// <param name="logger">The logger.</param>
internal sealed class KafkaConfigStore(ICompactedLog log, ILogger<KafkaConfigStore> logger) : IClusterConfigStore
{
    private readonly ConfigLogState _state = new(log.Topic, logger);
    private volatile ConfigSnapshot _snapshot = ConfigSnapshot.Empty;
    private volatile LeaderLogWriter? _leader;
    private volatile bool _isStarted;

    /// <inheritdoc/>
    public event Action<ConfigChange>? Changed;

    /// <inheritdoc/>
    public ConfigSnapshot Snapshot => _snapshot;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.StartAsync(Handle, cancellationToken).ConfigureAwait(false);
        _isStarted = true;
    }

    /// <inheritdoc/>
    public void Lead(ILeaderWriter? writer) => _leader = writer is null ? null : new LeaderLogWriter(log.Topic, writer);

    /// <inheritdoc/>
    public async Task<ConfigSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        await log.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return _snapshot;
    }

    /// <inheritdoc/>
    public Task PutConnectorAsync(ConnectorConfig config, TargetState? target, CancellationToken cancellationToken)
    {
        var connector = ConfigRecords.Connector(config);
        return WriteAsLeaderAsync(target is { } state ? [ConfigRecords.Target(config.Name, state), connector] : [connector], cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveConnectorAsync(string connector, CancellationToken cancellationToken) =>
        WriteAsLeaderAsync(
            [ConfigRecords.Tombstone(ConfigRecords.ConnectorPrefix + connector),
                ConfigRecords.Tombstone(ConfigRecords.TargetStatePrefix + connector)], cancellationToken);

    /// <inheritdoc/>
    public async Task PutTasksAsync(string connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        LogEntry[] entries = [.. tasks.Select((task, number) => ConfigRecords.Task(connector, number, task))];
        var commit = ConfigRecords.Commit(connector, tasks.Count);
        if (Leader().IsAtomic || entries.Length == 0)
        {
            await WriteAsLeaderAsync([.. entries, commit], cancellationToken).ConfigureAwait(false);
            return;
        }

        // Without a transaction, the commit record is sent only after the tasks are written: otherwise one task that is too large would leave an
        // incomplete set.
        await WriteAsLeaderAsync(entries, cancellationToken).ConfigureAwait(false);
        await WriteAsLeaderAsync([commit], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task PutTargetStateAsync(string connector, TargetState target, CancellationToken cancellationToken) =>
        WriteAsync([ConfigRecords.Target(connector, target)], cancellationToken);

    /// <inheritdoc/>
    public Task PutRestartRequestAsync(RestartRequest request, CancellationToken cancellationToken) =>
        WriteAsLeaderAsync([ConfigRecords.Restart(request)], cancellationToken);

    /// <inheritdoc/>
    public Task PutSessionKeyAsync(SessionKey key, CancellationToken cancellationToken) =>
        WriteAsLeaderAsync([ConfigRecords.Session(key)], cancellationToken);

    /// <inheritdoc/>
    public Task PutTaskCountRecordAsync(string connector, int taskCount, CancellationToken cancellationToken) =>
        WriteAsLeaderAsync([ConfigRecords.TaskCount(connector, taskCount)], cancellationToken);

    /// <inheritdoc/>
    public Task PutLoggerLevelAsync(string logger, string level, CancellationToken cancellationToken) =>
        WriteAsync([ConfigRecords.Logger(logger, level)], cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log.DisposeAsync();

    private void Handle(LogRecord record)
    {
        var change = _state.Apply(record);
        _snapshot = _state.Snapshot;
        if (change is not null && _isStarted)
            Changed?.Invoke(change);
    }

    private LeaderLogWriter Leader() =>
        _leader ?? throw new LogWriteException(
            $"Nothing was written to {log.Topic}: this worker is not the leader of its cluster")
        { IsFenced = true };

    private async Task WriteAsLeaderAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var places = await Leader().WriteAsync(entries, cancellationToken).ConfigureAwait(false);
        await log.ReadToAsync(places, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        await log.WriteAsync(entries, cancellationToken).ConfigureAwait(false);
        await log.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
