using Connect.Runtime.Configuration;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Restarts that nobody asked for: after failures, as <c>errors.restart.*</c> say, and when a secret has another value.</summary>
internal sealed partial class ConnectorRun
{
    /// <summary>A provider whose values are good for less is asked this often.</summary>
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
        engine.Metrics.Restarts.Add(
            1,
            new KeyValuePair<string, object?>(AttributeNames.Connector, name),
            new KeyValuePair<string, object?>(AttributeNames.Worker, engine.Settings.WorkerId),
            new KeyValuePair<string, object?>(AttributeNames.Reason, reason));
        await restart(name, scope).ConfigureAwait(false);
    }

    /// <summary>Takes restarts back that wait, of what is stopped now: whoever stops it sees to it.</summary>
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
        if (_restarts.Decide(task.Id.Task, PolicyOf(config), exception, () => !task.IsStopping) is not { } decision)
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

    /// <summary>A connector whose variables are not resolved has the policy that its configuration names outright.</summary>
    private RestartPolicy PolicyOf(ConnectorConfig config) => RestartPolicy.Read(
        _resolved is { } plan && ReferenceEquals(plan.Config, config) ? plan.Properties : config.Properties, engine.Settings.Properties);

    /// <summary>Begins to look after the secrets of a plan; those of the plan before are of no interest any more.</summary>
    private void WatchSecrets(Task<ConnectorPlan> plan)
    {
        _ = _secrets.CancelAsync();
        _secrets = new CancellationTokenSource();
        _ = WatchSecretsAsync(plan, _secrets.Token);
    }

    /// <summary>Asks the providers again when their values are no longer good, and restarts the connector and its tasks here when one has changed,
    /// and only then.</summary>
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
            // Another plan, or none.
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down.
        }
        catch (Exception e)
        {
            // Without a plan the connector has failed, and says why.
            Log.SecretsNotWatched(logger, name, e);
        }
    }

    /// <returns>Null when the provider does not answer: what runs goes on with what it has.</returns>
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
