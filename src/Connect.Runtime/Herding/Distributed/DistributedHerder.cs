using Connect.Connectors;
using Connect.Runtime.Cluster;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The herder of a cluster's worker. Operations that only the leader may execute are refused on other workers, with the leader's
/// URL.</summary>
/// <remarks>Thread-safe. Corresponds to <c>org.apache.kafka.connect.runtime.distributed.DistributedHerder</c>.</remarks>
internal sealed partial class DistributedHerder : IHerder, ILeader
{
    /// <summary>The maximum time for which a request waits for a rebalance to end before it is refused.</summary>
    public static readonly TimeSpan RebalanceTimeout = TimeSpan.FromSeconds(20);

    private const string NoLeader = "Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.";
    private const string Conflict = "Cannot complete request because of a conflicting operation (e.g. worker rebalance)";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(2);

    private readonly ClusterParts _parts;
    private readonly IWorkerLink _link;
    private readonly IAdvertisedAddress _address;
    private readonly ILogger _logger;
    private readonly Leader _leader;
    private readonly ClusterMember _member;
    private readonly ClusterLeader _leadership;
    private readonly OffsetAdmin _offsets;
    private readonly ConnectorTurns _decisions = new();
    private readonly OffsetChanges _offsetChanges;
    private readonly CancellationTokenSource _ending = new();
    private Task _joining = Task.CompletedTask;
    private Task _finishing = Task.CompletedTask;

    /// <summary>Creates a herder that has not joined yet.</summary>
    /// <param name="parts">The worker's shared parts.</param>
    /// <param name="link">The client for requests to other workers; owned by the herder.</param>
    /// <param name="address">The advertised URL of this worker.</param>
    public DistributedHerder(ClusterParts parts, IWorkerLink link, IAdvertisedAddress address)
    {
        (_parts, _link, _address) = (parts, link, address);
        _logger = parts.Engine.Loggers.CreateLogger<DistributedHerder>();
        _leader = new Leader(parts.Configs, parts.Engine.Statuses, parts.Recorder, parts.Views);
        _member = new ClusterMember(parts, this);
        _leadership = new ClusterLeader(parts, _leader);
        _offsets = new OffsetAdmin(parts.Engine, parts.Views);
        _offsetChanges = new OffsetChanges(_decisions);
        if (parts.Engine.ExactlyOnce is { } exactlyOnce)
            exactlyOnce.Fencing = this;
    }

    /// <inheritdoc/>
    public bool IsReady => _member.HasJoined;

    /// <summary>Whether this worker is the leader, as far as it knows.</summary>
    public bool IsLeading => _leadership.IsLeading;

    /// <summary>What keeps the worker out of its cluster; null if nothing does.</summary>
    public string? Trouble => _parts.Presence.Status.Trouble;

    /// <summary>The protocol version of the current assignment; null before the first.</summary>
    public int? Protocol => _parts.Coordination.State.Assignment?.Protocol;

    /// <summary>The declared configurations that a leader's application has applied, by connector.</summary>
    public IReadOnlyDictionary<string, ConnectorConfig> Declared => _parts.Coordination.State.Declared;

    /// <summary>Applies the declarations of this worker's application whenever this worker begins to lead.</summary>
    /// <param name="declarations">The declared connectors.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public Task RunDeclaredAsync(Declarations declarations, CancellationToken cancellationToken) =>
        new DeclaredConnectors(_parts, this, declarations).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => _parts.Coordination.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _joining = Task.Run(JoinAsync, CancellationToken.None);
        var finished = new FinishedConnectors(
            _parts.Configs,
            _parts.Engine.Statuses,
            () => IsLeading,
            (name, generation, token) => LeadAsync(name, () => _leader.StopFinishedAsync(name, generation), token),
            _parts.Clock.Source,
            _parts.Engine.Loggers.CreateLogger<FinishedConnectors>());
        _finishing = finished.RunAsync(_ending.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _member.PingAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<bool?> PutConnectorAsync(
        ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken) =>
        LeadAsync(config.Name, () => _leader.PutConnectorAsync(config, target, mayReplace, basis), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteConnectorAsync(string name, CancellationToken cancellationToken) =>
        LeadAsync(
            name,
            async () =>
            {
                Require(name);
                await _leader.RemoveConnectorAsync(name).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task SetTargetStateAsync(string name, TargetState target, CancellationToken cancellationToken)
    {
        await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        Require(name, $"Unknown connector {name}");
        await _parts.Configs.PutTargetStateAsync(name, target, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopConnectorAsync(string name, CancellationToken cancellationToken) =>
        LeadAsync(
            name,
            async () =>
            {
                Require(name);
                await _leader.PutTargetAsync(name, TargetState.Stopped).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task RestartConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var transition = await RestartOwnedAsync(name, new RestartScope(true, []), item => item.IsConnector, () => Require(name), cancellationToken)
            .ConfigureAwait(false);
        await transition.Started.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _member.UpdateTasksAsync(name).WaitAsync(cancellationToken).ConfigureAwait(false);
        await AwaitStatusAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken)
    {
        var transition = await RestartOwnedAsync(
            id.Connector,
            new RestartScope(false, [id.Task]),
            item => item.Task == id.Task && !item.IsConnector,
            () =>
            {
                Require(id.Connector);
                if (id.Task < 0 || id.Task >= _parts.Configs.Snapshot.TasksOf(id.Connector).Length)
                    throw new ConnectorNotFoundException($"Task {id} not found");
            },
            cancellationToken).ConfigureAwait(false);
        await transition.TasksChanged.WaitAsync(cancellationToken).ConfigureAwait(false);
        await AwaitStatusAsync(id.Connector, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken)
    {
        var name = request.ConnectorName;
        await AwaitLeadershipAsync(cancellationToken).ConfigureAwait(false);
        if (_parts.Engine.Statuses.Get(name) is not null)
            await AwaitStatusAsync(name, cancellationToken).ConfigureAwait(false);
        return await LeadAsync(
            name,
            async () =>
            {
                Require(name, $"Unknown connector: {name}");
                var plan = _leader.PlanRestart(request);
                await _parts.Configs.PutRestartRequestAsync(request, CancellationToken.None).ConfigureAwait(false);
                return plan.Status;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> ChangeOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        await AwaitLeadershipAsync(cancellationToken).ConfigureAwait(false);
        await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var change =
            await _offsetChanges.BeginAsync(
                name, () => ChangeOffsetsAsync(_leader.RequireStopped(name), offsets, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await change.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_joining, _finishing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (await _member.DrainAsync().ConfigureAwait(false))
            await _leadership.HandOverAsync(HandOverTimeout).ConfigureAwait(false);
        await _parts.Presence.LeaveAsync().ConfigureAwait(false);
        await _leadership.DisposeAsync().ConfigureAwait(false);
        await _member.DisposeAsync().ConfigureAwait(false);
        await _decisions.DisposeAsync().ConfigureAwait(false);
        await _parts.Presence.DisposeAsync().ConfigureAwait(false);
        await _parts.Coordination.DisposeAsync().ConfigureAwait(false);
        _link.Dispose();
        _ending.Dispose();
    }

    /// <summary>Writes the worker's record, then joins the group.</summary>
    private async Task JoinAsync()
    {
        try
        {
            _parts.Url = await _address.GetUrlAsync(_ending.Token).ConfigureAwait(false);
            await _member.AnnounceAsync(new WorkerRecord
            {
                Started = _parts.Coordination.State.NextStarted(_parts.Self.WorkerId, _parts.Clock.Source.GetUtcNow()),
                Url = _parts.Url,
                Protocol = _parts.Coordination.Known,
                Plugins = _parts.Engine.Plugins.ConnectorNames,
            }).ConfigureAwait(false);
            _parts.Presence.Start(happened =>
            {
                _member.OnPresence(happened);
                _leadership.OnPresence(happened);
            });
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The worker stops before it has joined.
        }
        catch (Exception e)
        {
            Log.NotJoined(_logger, e);
        }
    }

    private void Require(string name, string? missing = null)
    {
        if (!_parts.Configs.Snapshot.Contains(name))
            throw missing is null ? ConnectorViews.NotFound(name) : new ConnectorNotFoundException(missing);
    }

    /// <summary>Waits, at most <see cref="StatusTimeout"/>, until the status topic shows the result of an earlier restart, so that the next request
    /// sees it.</summary>
    private async Task AwaitStatusAsync(string name, CancellationToken cancellationToken)
    {
        var (since, statuses) = (_parts.Clock.Now, _parts.Engine.Statuses);
        while (_parts.Clock.Now - since < StatusTimeout)
        {
            var tasks = _parts.Configs.Snapshot.TaskIdsOf(name);
            if (statuses.Get(name)?.State is not (null or ConnectorState.Unassigned or ConnectorState.Restarting)
                && tasks.All(task => statuses.Get(task)?.State is not (null or TaskState.Unassigned or TaskState.Restarting)))
            {
                return;
            }

            await Task.Delay(PollInterval, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes offsets once no worker runs tasks of the stopped connector any more: a late commit must not overwrite the change.</summary>
    private async Task<string> ChangeOffsetsAsync(
        ConnectorConfig config, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        var runners = TaskBarrier.FindRunners(config.Name, await _parts.Coordination.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
        while (runners.Count > 0)
        {
            await Task.Delay(PollInterval, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
            if (!_leadership.IsLeading)
                throw new RebalanceInProgressException(Conflict);
            runners = TaskBarrier.FindRunners(config.Name, _parts.Coordination.State);
        }

        if (_parts.Engine.ExactlyOnce is not null && _parts.Views.TypeOf(config.ConnectorClass) == ConnectorType.Source)
            await FenceAsync(config.Name, cancellationToken).ConfigureAwait(false);
        return await _parts.Engine.PluginThreads.StartAsync(() => _offsets.ChangeAsync(config, offsets, cancellationToken))
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
