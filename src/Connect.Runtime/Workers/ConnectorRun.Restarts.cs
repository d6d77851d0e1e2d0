using Connect.Runtime.Configuration;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Pipeline;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Automatic restarts: after failures (<c>errors.restart.*</c>), when another producer has fenced a task of a cluster, and
/// when a secret has changed.</summary>
internal sealed partial class ConnectorRun
{
    /// <summary>Values with a shorter time to live are read again at this interval.</summary>
    private static readonly TimeSpan ShortestTimeToLive = TimeSpan.FromSeconds(1);

    private readonly FailureRestarts _restarts = new(
        name,
        scope => RestartAsync(name, engine, requestRestart, scope, "failure"),
        engine.Time,
        Random.Shared.NextDouble,
        logger);

    private CancellationTokenSource _secrets = new();
    private volatile ConnectorPlan? _resolved;

    private static async Task RestartAsync(
        string name, Tasks.EngineServices engine, Func<string, RestartScope, Task> restart, RestartScope scope, string reason)
    {
        engine.Metrics.Restarts.Add(name, engine.Settings.WorkerId, reason);
        await restart(name, scope).ConfigureAwait(false);
    }

    /// <summary>Cancels the pending restarts of a connector or tasks that are stopped now.</summary>
    private void CancelRestarts(StateDifference difference, DesiredState next)
    {
        if (!ReferenceEquals(Current.Config, next.Config))
            _restarts.Reset();
        foreach (var task in difference.StopsTasks)
            _restarts.Cancel(task);
        if (difference.StopsConnector || next.Target == TargetState.Stopped)
            _restarts.Cancel(FailureRestarts.Connector);
        if (next.IsNothing)
            _ = _secrets.CancelAsync();
    }

    private void OnTaskFailed(WorkerTask task, ConnectorConfig config, Exception exception)
    {
        var policy = PolicyOf(config);
        if (!policy.IsOn && exception is TaskFencedException && engine.Lease is not AlwaysHeld)
            policy = RestartPolicy.Fenced;
        if (_restarts.Decide(task.Id.Task, policy, exception, () => !task.IsStopping) is not { } decision)
            return;
        var state = decision.IsRestarting ? TaskState.Restarting : TaskState.Failed;
        states.OnTaskState(task.Id, state, JavaTrace.Of(exception) + decision.Note, task.Version);
    }

    private void OnConnectorFailed(
        WorkerConnector? connector, ConnectorConfig config, Exception exception, Func<bool> isWanted)
    {
        if (_restarts.Decide(FailureRestarts.Connector, PolicyOf(config), exception, isWanted) is not { } decision)
            return;
        var state = decision.IsRestarting ? ConnectorState.Restarting : ConnectorState.Failed;
        states.OnConnectorState(name, state, JavaTrace.Of(exception) + decision.Note, connector?.Version);
    }

    /// <summary>The policy of a connector; while its variables are not resolved, the one in its unresolved configuration.</summary>
    private RestartPolicy PolicyOf(ConnectorConfig config) => RestartPolicy.Read(
        _resolved is { } plan && ReferenceEquals(plan.Config, config) ? plan.Properties : config.Properties, engine.Settings.Properties);

    /// <summary>Starts watching the secrets of a plan instead of those of the previous one.</summary>
    private void WatchSecrets(Task<ConnectorPlan> plan)
    {
        _ = _secrets.CancelAsync();
        _secrets = new CancellationTokenSource();
        _ = WatchSecretsAsync(plan, _secrets.Token);
    }

    /// <summary>Reads values again when their time to live is over, and restarts the connector and its tasks on this worker only if one has
    /// changed.</summary>
    private async Task WatchSecretsAsync(Task<ConnectorPlan> planning, CancellationToken ended)
    {
        try
        {
            var plan = await planning.WaitAsync(ended).ConfigureAwait(false);
            _resolved = plan;
            for (var timeToLive = plan.TimeToLive; timeToLive is { } wait && plan.ReloadsSecrets;)
            {
                await Task.Delay(wait > ShortestTimeToLive ? wait : ShortestTimeToLive, engine.Time, ended).ConfigureAwait(false);
                if (await LookAgainAsync(plan, ended).ConfigureAwait(false) is not { } found)
                    continue;
                if (found.HasChanged)
                {
                    Log.SecretsChanged(logger, name);
                    await RestartAsync(name, engine, requestRestart, new RestartScope(true, [.. Current.Tasks.Keys]), "secret").ConfigureAwait(false);
                    return;
                }

                timeToLive = found.TimeToLive;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // There is another plan, or none.
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down.
        }
        catch (Exception e)
        {
            // Without a plan the connector has failed; its status says why.
            Log.SecretsNotWatched(logger, name, e);
        }
    }

    /// <returns>Null if the provider fails: the connector and its tasks keep their values.</returns>
    private async Task<(bool HasChanged, TimeSpan? TimeToLive)?> LookAgainAsync(ConnectorPlan plan, CancellationToken ended)
    {
        try
        {
            return await engine.PluginThreads.StartAsync(() => plan.LookAgainAsync(engine.Variables, ended)).ConfigureAwait(false);
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            Log.SecretsNotRead(logger, name, e);
            return null;
        }
    }
}
