using Connect.Connectors;
using Connect.Runtime.Cluster;
using Connect.Runtime.Diagnostics;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Executes the effects of the member's state, and handles changes of the configuration.</summary>
internal sealed partial class ClusterMember
{
    /// <summary>Executes effects. Called on the loop.</summary>
    private void Do(IReadOnlyList<MemberEffect> effects)
    {
        for (var next = 0; next < effects.Count; next++)
        {
            switch (effects[next])
            {
                case MemberEffect.EndDoubt end:
                    EndDoubt(end.Doubt);
                    break;
                case MemberEffect.Stop stop:
                    Stop(stop.Items);
                    break;
                case MemberEffect.StopUnlessAtRest stop:
                    _ = StopBusyAsync(stop.Items);
                    break;
                case MemberEffect.Acknowledge acknowledge:
                    _newest = acknowledge;
                    _ = _acknowledgements.Add(WriteRecordAsync);
                    break;
                case MemberEffect.Start start:
                    _ = AfterAcknowledgementAsync(() => Start(start.Items));
                    break;
                case MemberEffect.Leave leave:
                    _ = AfterAcknowledgementAsync(() => Leave(leave.Reason));
                    break;
            }
        }
    }

    private void EndDoubt(long doubt)
    {
        if (!_parts.Presence.Lease.TryEndDoubt(doubt))
        {
            Do(_state!.Doubt(_parts.Clock.Now));
            return;
        }

        _isInDoubt = false;
        if (_hasJoined.TrySetResult())
            Log.Joined(_logger, _parts.Self.WorkerId, _parts.Coordination.Topic);
        else
            Log.OutOfDoubt(_logger);
    }

    private async Task AfterAcknowledgementAsync(Action action)
    {
        await _acknowledgements.Settled.ConfigureAwait(false);
        if (!_ending.IsCancellationRequested)
            await PostAsync(action).ConfigureAwait(false);
    }

    /// <summary>Writes the newest record of this worker, and retries until Kafka has acknowledged it. Only then do items start and does the worker
    /// leave.</summary>
    private async Task WriteRecordAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var newest = _newest!;
                if (ReferenceEquals(newest, _written))
                    return;
                await _parts.Coordination.WriteAsync(_parts.Self, newest.Record, newest.Protocol, _ending.Token).ConfigureAwait(false);
                _written = newest;
                return;
            }
            catch (ConnectException e)
            {
                Log.NotAcknowledged(_logger, e.Message);
                await Task.Delay(Retry, _parts.Clock.Source, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Start(IReadOnlyCollection<WorkItem> items)
    {
        // Skip items that were revoked in the meantime.
        WorkItem[] mine = [.. items.Where(_state!.Allowed.Items.Contains)];
        _started.UnionWith(mine);
        foreach (var connector in mine.GroupBy(item => item.Connector))
        {
            var transition = Apply(connector.Key);
            if (connector.Any(item => item.IsConnector))
                _ = _reconfiguration.UpdateInBackgroundAsync(connector.Key, transition.Started);
        }
    }

    private void Stop(IReadOnlyCollection<WorkItem> items)
    {
        _started.ExceptWith(items);
        foreach (var connector in items.GroupBy(item => item.Connector))
        {
            Apply(connector.Key);
            _stops = Task.WhenAll(_stops, ReportStoppedAsync(connector.Key, [.. connector]));
        }
    }

    private async Task ReportStoppedAsync(string connector, WorkItem[] items)
    {
        await (items.Any(item => item.IsConnector) ? _worker.Settled(connector) : _worker.TasksSettled(connector)).ConfigureAwait(false);
        Post(() =>
        {
            if (!_started.Any(item => item.Connector == connector))
                _worker.Forget(connector);
            Do(_state!.Stopped(items, _parts.Clock.Now));
        });
    }

    private async Task StopBusyAsync(IReadOnlyCollection<WorkItem> items)
    {
        foreach (var connector in items.Where(item => !item.IsConnector).GroupBy(item => item.Connector))
        {
            var busy = await _worker.FindBusyTasksAsync(connector.Key).ConfigureAwait(false);
            WorkItem[] stopped = [.. connector.Where(item => busy.Contains(item.Task))];
            if (stopped.Length > 0 && _isInDoubt)
            {
                Log.StoppedInDoubt(_logger, string.Join(", ", stopped));
                Post(() => Stop(stopped));
            }
        }
    }

    private void Leave(string? reason)
    {
        if (reason is not null)
            Log.Leaves(_logger, reason);
        _hasLeft.TrySetResult();
        if (reason is not null)
            _ = _parts.Presence.LeaveAsync();
    }

    /// <summary>Handles a change of the configuration. Called on the log's thread; returns at once.</summary>
    private void OnConfig(ConfigChange change) => Post(() =>
    {
        switch (change)
        {
            case ConfigChange.ConnectorUpdated updated:
                Follow(updated.Connector, asksForTasks: true);
                break;
            case ConfigChange.ConnectorRemoved removed:
                Follow(removed.Connector, asksForTasks: false);
                _parts.Engine.Troubles.Forget(removed.Connector);
                break;
            case ConfigChange.TasksCommitted committed:
                Follow(committed.Connector, asksForTasks: false);
                break;
            case ConfigChange.TargetStateChanged changed:
                Follow(changed.Connector, asksForTasks: _parts.Configs.Snapshot.TargetStateOf(changed.Connector) == TargetState.Started);
                break;
            case ConfigChange.RestartRequested restart:
                Restart(restart.Request);
                break;
            case ConfigChange.LoggerLevelRequested logger when LoggerLevels.Parse(logger.Level) is { } level:
                (_parts.Engine.Services.GetService(typeof(LoggerLevels)) as LoggerLevels)?.Set(logger.Logger, level);
                break;
        }

        if (_state is not null)
            Do(_state.ReachedConfig(_parts.Configs.Snapshot.Offset, _parts.Clock.Now));
    });

    private void Follow(string connector, bool asksForTasks)
    {
        if (!_started.Any(item => item.Connector == connector))
            return;
        var transition = Apply(connector);
        if (asksForTasks && _started.Contains(WorkItem.OfConnector(connector)))
            _ = _reconfiguration.UpdateInBackgroundAsync(connector, transition.Started);
    }

    /// <summary>Restarts a connector or tasks after a failure or a changed secret, once the membership is not in doubt.</summary>
    private async Task RestartAutomaticallyAsync(string name, RestartScope scope)
    {
        while (_isInDoubt)
            await Task.Delay(Retry, _parts.Clock.Source, _ending.Token).ConfigureAwait(false);
        Post(() =>
        {
            if (!_started.Any(item => item.Connector == name) || !_parts.Configs.Snapshot.Contains(name))
                return;
            var transition = Apply(name, scope);
            if (scope.Connector && _started.Contains(WorkItem.OfConnector(name)))
                _ = _reconfiguration.UpdateInBackgroundAsync(name, transition.Started);
        });
    }

    private void Restart(RestartRequest request)
    {
        var name = request.ConnectorName;
        if (!_started.Any(item => item.Connector == name) || !_parts.Configs.Snapshot.Contains(name) || _parts.Engine.Statuses.Get(name) is null)
            return;
        var plan = RestartPlan.Of(_parts.Views.StatusOf(name), request);
        int[] tasks = [.. plan.Tasks.Select(task => task.Task).Where(task => _started.Any(item => item.Connector == name && item.Task == task))];
        var scope = new RestartScope(plan.RestartsConnector && _started.Contains(WorkItem.OfConnector(name)), tasks, IsAnnounced: true);
        if (!scope.Connector && tasks.Length == 0)
            return;
        var transition = Apply(name, scope);
        if (scope.Connector)
            _ = _reconfiguration.UpdateInBackgroundAsync(name, transition.Started);
    }
}
