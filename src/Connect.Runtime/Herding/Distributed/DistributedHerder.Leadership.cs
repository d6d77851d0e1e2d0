using Connect.Connectors;
using Connect.Runtime.Cluster;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Decides whether this worker executes a request or which other worker does.</summary>
internal sealed partial class DistributedHerder
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    /// <summary>The session key that signs requests between workers; null before one has been read.</summary>
    public Storage.SessionKey? SessionKey => _parts.Configs.Snapshot.SessionKey;

    /// <summary>The client for requests to other workers.</summary>
    public IWorkerLink Link => _link;

    /// <summary>Reads everything that other workers have written so far.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RefreshAsync(CancellationToken cancellationToken) => _parts.Configs.RefreshAsync(cancellationToken);

    /// <summary>Asks all workers to set the level of a logger.</summary>
    /// <param name="logger">The logger.</param>
    /// <param name="level">The level, as it was sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task PutLoggerLevelAsync(string logger, string level, CancellationToken cancellationToken) =>
        _parts.Configs.PutLoggerLevelAsync(logger, level, cancellationToken);

    /// <summary>Checks the signature of an internal request.</summary>
    /// <param name="signature">The signature; null if there is none.</param>
    /// <param name="body">The body.</param>
    /// <exception cref="BadRequestException">The signature is missing, or its algorithm is not allowed.</exception>
    /// <exception cref="SignatureException">The signature cannot be verified yet, or is wrong.</exception>
    public void Verify(InternalSignature? signature, ReadOnlySpan<byte> body)
    {
        if (signature is null)
            throw new BadRequestException("Internal request missing required signature");
        if (!_parts.Settings.VerificationAlgorithms.Contains(signature.Algorithm, StringComparer.OrdinalIgnoreCase))
        {
            throw new BadRequestException(
                $"This worker does not support the '{signature.Algorithm}' key signing algorithm used by other workers. This worker is currently "
                    + "configured to use: "
                + $"[{string.Join(", ", _parts.Settings.VerificationAlgorithms)}]. Check that all workers' configuration files permit the same set "
                + "of signature algorithms, and correct any "
                + "misconfigured worker and restart it.");
        }

        if (SessionKey is not { } key)
            throw new SignatureException(
                "This worker is still starting up and has not been able to read a session key from the config topic yet", isEarly: true);
        if (!signature.IsOf(key, body))
            throw new SignatureException("Internal request contained invalid signature.", isEarly: false);
    }

    /// <summary>Stores the tasks of a connector that runs on another worker.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="tasks">The tasks' configurations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task PutTasksOfOtherAsync(string name, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        // The other worker may have read more than this one: that a stopped connector was resumed, for example. Its tasks would be ignored.
        await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await LeadAsync(
            name,
            () =>
            {
                Require(name);
                return _leader.PutTasksAsync(_parts.Configs.Snapshot.Connectors[name], tasks);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutTaskConfigsAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        var backoff = FirstBackoff;

        // Stop retrying once the connector has another configuration.
        while (connector.Equals(_parts.Configs.Snapshot.Connectors.GetValueOrDefault(connector.Name)))
        {
            try
            {
                await SendTasksAsync(connector, tasks, either.Token).ConfigureAwait(false);
                return;
            }
            catch (ConnectorNotFoundException)
            {
                return;
            }
            catch (ConnectException e) when (e is RebalanceInProgressException or WorkerLinkException or LogWriteException)
            {
                Log.TasksNotSent(_logger, connector.Name, backoff, e.Message);
            }

            await Task.Delay(backoff, _parts.Clock.Source, either.Token).ConfigureAwait(false);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    private async Task SendTasksAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        try
        {
            await LeadAsync(connector.Name, () => _leader.PutTasksAsync(connector, tasks), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestTargetException elsewhere)
        {
            var key = SessionKey
                ?? throw new RebalanceInProgressException("This worker has not read a session key yet, so it cannot sign requests to the leader.");
            await _link.PutTaskConfigsAsync(
                elsewhere.Url, connector.Name, tasks, body => InternalSignature.Sign(key, _parts.Settings.SignatureAlgorithm, body.Span),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a decision as the leader; waits for a rebalance to end. A fenced decision has written nothing and is repeated by the new
    /// leader.</summary>
    /// <exception cref="RequestTargetException">Another worker leads.</exception>
    /// <exception cref="RebalanceInProgressException">There was no leader for <see cref="RebalanceTimeout"/>.</exception>
    private async Task<T> LeadAsync<T>(string name, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            await AwaitLeadershipAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await _offsetChanges.DecideAsync(name, decide, cancellationToken).ConfigureAwait(false);
            }
            catch (LogWriteException e) when (e.IsFenced)
            {
                await Task.Delay(PollInterval, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AwaitLeadershipAsync(CancellationToken cancellationToken)
    {
        var since = _parts.Clock.Now;
        while (!_leadership.IsLeading)
        {
            var state = _parts.Coordination.State;
            if (!_member.IsInDoubt && !_parts.Presence.Status.IsCandidate && state.Leader is { } leader && leader.Worker != _parts.Self
                && state.Workers.GetValueOrDefault(leader.Worker)?.State is not (null or WorkerState.Left))
            {
                throw new RequestTargetException("Cannot complete request because of a conflicting operation (e.g. worker rebalance)", leader.Url);
            }

            if (_parts.Clock.Now - since > RebalanceTimeout)
                throw new RebalanceInProgressException(NoLeader);
            _ending.Token.ThrowIfCancellationRequested();
            await Task.Delay(PollInterval, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Restarts items that are assigned to this worker; waits for a rebalance to end.</summary>
    /// <exception cref="RequestTargetException">The item is assigned to another worker.</exception>
    private async Task<Transition> RestartOwnedAsync(
        string name, RestartScope scope, Func<WorkItem, bool> which, Action require, CancellationToken cancellationToken)
    {
        await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        require();
        var since = _parts.Clock.Now;
        while (true)
        {
            if (!_member.IsInDoubt && await _member.RestartAsync(name, scope, which, cancellationToken).ConfigureAwait(false) is { } transition)
                return transition;
            if (FindOwner(name, which) is { } url)
                throw new RequestTargetException(Conflict, url);
            if (_parts.Clock.Now - since > RebalanceTimeout)
                throw new RebalanceInProgressException(
                    "Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)");
            await Task.Delay(PollInterval, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
            require();
        }
    }

    private string? FindOwner(string name, Func<WorkItem, bool> which)
    {
        var state = _parts.Coordination.State;
        foreach (var (id, entry) in state.Assignment?.Workers ?? AssignmentRecord.Empty.Workers)
        {
            var worker = new Kafka.Membership.WorkerIncarnation(id, entry.Incarnation);
            if (worker != _parts.Self && entry.Items.Any(item => item.Connector == name && which(item)))
                return state.Workers.GetValueOrDefault(worker)?.Url;
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(8231, LogLevel.Warning,
            "The tasks of connector {Connector} could not be sent to the leader. The worker tries again in {Backoff}: {Reason}",
            EventName = nameof(TasksNotSent))]
        public static partial void TasksNotSent(ILogger logger, string connector, TimeSpan backoff, string reason);

        [LoggerMessage(8233, LogLevel.Information, "The producers of {Count} previous tasks of connector {Connector} are fenced",
            EventName = nameof(Fenced))]
        public static partial void Fenced(ILogger logger, string connector, int count);

        [LoggerMessage(8234, LogLevel.Warning,
            "Task {Task} does not start yet: the producers of previous tasks could not be fenced. The worker tries again in {Backoff}: {Reason}",
            EventName = nameof(NotFenced))]
        public static partial void NotFenced(ILogger logger, ConnectorTaskId task, TimeSpan backoff, string reason);

        [LoggerMessage(8232, LogLevel.Critical, "The worker cannot join its cluster.", EventName = nameof(NotJoined))]
        public static partial void NotJoined(ILogger logger, Exception exception);
    }
}
