using System.Collections.Concurrent;
using Connect.Connectors;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Exactly-once sources: before tasks of a new generation start, the leader fences the producers of the previous generation, then stores how
/// many producers there may be.</summary>
internal sealed partial class DistributedHerder : ITaskFencing
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _rounds = new(StringComparer.Ordinal);

    /// <summary>Fences the producers of a connector's previous tasks, as the leader.</summary>
    /// <remarks>Corresponds to <c>DistributedHerder.fenceZombieSourceTasks</c>. Does nothing if the previous tasks are already fenced.</remarks>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RequestTargetException">Another worker leads.</exception>
    /// <exception cref="RebalanceInProgressException">There is no leader, or the connector has new task configurations.</exception>
    /// <exception cref="ConnectException">The producers cannot be fenced.</exception>
    public async Task FenceAsync(string name, CancellationToken cancellationToken)
    {
        await AwaitLeadershipAsync(cancellationToken).ConfigureAwait(false);
        var round = _rounds.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await round.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
            Require(name);
            if (_parts.Engine.ExactlyOnce is null)
                throw new ConnectException("This worker does not have exactly-once source support enabled.");
            if (_parts.Views.TypeOf(before.Connectors[name].ConnectorClass) != ConnectorType.Source)
                throw new BadRequestException($"Connector {name} is not a source connector");
            if (!before.PendingFencing.Contains(name))
                return;
            await FenceFormerAsync(name, before, cancellationToken).ConfigureAwait(false);
            await _decisions.DecideAsync(name, () => StoreTaskCountAsync(name, before), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            round.Release();
        }
    }

    /// <inheritdoc/>
    async Task ITaskFencing.FenceAsync(ConnectorTaskId task, long generation, CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        while (true)
        {
            try
            {
                await FenceSomewhereAsync(task.Connector, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ConnectException e) when (
                e is RebalanceInProgressException or WorkerLinkException { IsTransient: true } or LogWriteException { IsTransient: true })
            {
                Log.NotFenced(_logger, task, backoff, e.Message);
            }

            await Task.Delay(backoff, _parts.Clock.Source, cancellationToken).ConfigureAwait(false);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    /// <inheritdoc/>
    async Task ITaskFencing.VerifyAsync(ConnectorTaskId task, long generation, CancellationToken cancellationToken)
    {
        var configs = await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (configs.GenerationOf(task.Connector) != generation || task.Task >= configs.TasksOf(task.Connector).Length)
        {
            throw new ConnectException(
                $"Cannot start source task {task} with exactly-once support, as the connector has already generated a new set of task configs");
        }

        var coordination = await _parts.Coordination.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        if (coordination.Assignment?.ItemsOf(_parts.Self).Contains(WorkItem.OfTask(task, generation)) != true)
            throw new ConnectException(
                $"Cannot start source task {task} with exactly-once support, as the worker is unable to verify that it still owns the task");
    }

    private async Task FenceSomewhereAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await FenceAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestTargetException elsewhere)
        {
            var key = SessionKey ?? throw new RebalanceInProgressException("This worker has not read a session key yet, so it cannot sign "
                + "requests to the leader.");
            await _link.FenceAsync(
                elsewhere.Url, name, body => InternalSignature.Sign(key, _parts.Settings.SignatureAlgorithm, body.Span), cancellationToken)
                    .ConfigureAwait(false);
            await _parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FenceFormerAsync(string name, ConfigSnapshot before, CancellationToken cancellationToken)
    {
        int? former = before.TaskCountRecords.TryGetValue(name, out var count) ? count : null;
        if (!ProducerFencing.IsNeeded(former, before.TasksOf(name).Length))
            return;
        var config = await _parts.Engine.Variables.TransformAsync(before.Connectors[name].Properties, cancellationToken).ConfigureAwait(false);
        await new ProducerFencing(_parts.Engine).FenceAsync(name, former!.Value, config.Data, cancellationToken).ConfigureAwait(false);
        Log.Fenced(_logger, name, former.Value);
    }

    /// <summary>Stores how many producers may exist from now on. Runs in the connector's turn, so that no new tasks come in between.</summary>
    private async Task<bool> StoreTaskCountAsync(string name, ConfigSnapshot before)
    {
        var now = _parts.Configs.Snapshot;
        if (!_leadership.IsLeading || !now.Contains(name) || now.GenerationOf(name) != before.GenerationOf(name) || now.Inconsistent.Contains(name))
            throw new RebalanceInProgressException("Rejecting zombie fencing request because new task configurations were generated");
        await _parts.Configs.PutTaskCountRecordAsync(name, now.TasksOf(name).Length, CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
