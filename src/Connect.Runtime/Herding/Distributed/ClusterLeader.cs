using Connect.Runtime.Cluster;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The leader's part of a cluster's worker: leads while this worker is the group's candidate and the broker accepts its
/// transactions.</summary>
/// <remarks>
/// <para>1. Claims the leadership, which fences earlier leaders. 2. Reads the coordination and config topics to their ends. 3. Writes the leader
/// record, and leads once it has read it back. 4. Computes a new assignment whenever the group, the coordination topic or the configuration has
/// changed. The first refused write ends the leadership; a candidate then starts again at 1.</para>
/// <para>Thread-safe.</para>
/// </remarks>
internal sealed partial class ClusterLeader : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan DescribeInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a stopping worker waits for a write in progress. The broker's transaction timeout or the next leader's claim aborts a
    /// transaction that stays open.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly ClusterParts _parts;
    private readonly Leader _leader;
    private readonly ILogger _logger;
    private readonly Wakeup _wakeup = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private CancellationTokenSource? _candidacy;
    private DateTimeOffset? _outOfDoubtSince;
    private Task _leading = Task.CompletedTask;
    private volatile bool _isLeading;
    private volatile bool _hasGroupChanged = true;
    private volatile bool _wasInDoubt;
    private string _reportedProblems = "";

    /// <summary>Creates the leader's part; it does not lead yet.</summary>
    /// <param name="parts">The worker's shared parts.</param>
    /// <param name="leader">Stores decisions about connectors and tasks.</param>
    public ClusterLeader(ClusterParts parts, Leader leader)
    {
        (_parts, _leader) = (parts, leader);
        _logger = parts.Engine.Loggers.CreateLogger<ClusterLeader>();
        parts.Coordination.Changed += _wakeup.Wake;
        parts.Configs.Changed += OnConfig;
    }

    /// <summary>Whether this worker is the leader, as far as it knows.</summary>
    public bool IsLeading => _isLeading;

    /// <summary>Handles an event of the membership. May be called on any thread; returns at once.</summary>
    public void OnPresence(PresenceEvent happened)
    {
        switch (happened)
        {
            case PresenceEvent.InDoubt:
                _wasInDoubt = true;
                break;
            case PresenceEvent.Proven when _wasInDoubt: // The first proof, of a worker that has just joined, ends no outage.
                lock (_lock)
                    _outOfDoubtSince = _parts.Clock.Now;
                break;
            case PresenceEvent.MembershipChanged or PresenceEvent.Joined:
                _hasGroupChanged = true;
                _wakeup.Wake();
                break;
            case PresenceEvent.Candidate:
                Begin();
                break;
            case PresenceEvent.CandidateGone:
                End();
                break;
        }
    }

    /// <summary>Waits until no items are assigned to this worker any more, or it does not lead: a leader hands its own items over before it
    /// leaves.</summary>
    /// <param name="timeout">The maximum time to wait.</param>
    public async Task HandOverAsync(TimeSpan timeout)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Check()
        {
            if (!_isLeading || _parts.Coordination.State.Assignment is not { } assignment
                || (assignment.ItemsOf(_parts.Self).Count == 0 && assignment.Revoking.All(held => held.Worker != _parts.Self)))
            {
                done.TrySetResult();
            }
        }

        _parts.Coordination.Changed += Check;
        Check();
        await done.Task.WaitAsync(timeout, _parts.Clock.Source).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _parts.Coordination.Changed -= Check;
    }

    /// <summary>Ends the leadership.</summary>
    public async ValueTask DisposeAsync()
    {
        End();
        await _leading.WaitAsync(StopTimeout, _parts.Clock.Source).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _parts.Coordination.Changed -= _wakeup.Wake;
        _parts.Configs.Changed -= OnConfig;
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (_candidacy is not null)
                return;
            _candidacy = new CancellationTokenSource();
            var (before, gone) = (_leading, _candidacy.Token);
            _leading = Task.Run(() => LeadAsync(before, gone), CancellationToken.None);
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _isLeading = false;
            _candidacy?.Cancel();
            _candidacy = null;
        }
    }

    private void OnConfig(ConfigChange change)
    {
        if (change is ConfigChange.ConnectorRemoved or ConfigChange.TasksCommitted)
        {
            lock (_changed)
                _changed.Add(change is ConfigChange.ConnectorRemoved removed ? removed.Connector : ((ConfigChange.TasksCommitted)change).Connector);
        }

        _wakeup.Wake();
    }

    private async Task LeadAsync(Task before, CancellationToken gone)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var backoff = FirstBackoff;
        while (!gone.IsCancellationRequested)
        {
            try
            {
                var writer = _parts.Clients.CreateLeaderWriter();
                await using (writer.ConfigureAwait(false))
                {
                    if (await writer.ClaimAsync(gone).ConfigureAwait(false) is LeaderWriteResult.Committed)
                    {
                        backoff = FirstBackoff;
                        await RunLeadershipAsync(writer, gone).ConfigureAwait(false);
                    }
                }
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Failed(_logger, e);
            }

            await Task.Delay(backoff, _parts.Clock.Source, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    private async Task RunLeadershipAsync(ILeaderWriter writer, CancellationToken gone)
    {
        try
        {
            var coordination = await _parts.Coordination.ReadToEndAsync(gone).ConfigureAwait(false);
            await _parts.Configs.RefreshAsync(gone).ConfigureAwait(false);
            var state = new LeaderState(_parts.Self, _parts.Url, _parts.Settings.Times, _parts.Coordination.Known, coordination, _parts.Clock.Now);
            var describer = _parts.Clients.CreateDescriber();
            await using (describer.ConfigureAwait(false))
                await DecideUntilRefusedAsync(state, writer, describer, gone).ConfigureAwait(false);
        }
        finally
        {
            _isLeading = false;
            _parts.Configs.Lead(null);
        }
    }

    private async Task DecideUntilRefusedAsync(LeaderState state, ILeaderWriter writer, IGroupDescriber describer, CancellationToken gone)
    {
        _hasGroupChanged = true;
        while (writer.End is null)
        {
            _wakeup.Renew();
            var (begun, configOffset) = (_parts.Clock.Now, _parts.Coordination.State.Assignment?.ConfigOffset);
            var group = await DescribeAsync(describer, gone).ConfigureAwait(false);
            var snapshot = _parts.Configs.Snapshot;
            lock (_lock)
                state.OutOfDoubtSince = _outOfDoubtSince;
            var decision = state.Decide(_parts.Coordination.State, ClusterWork.Of(snapshot, snapshot.Offset, IsFencedByTransactions), group,
                _parts.Clock.Now);
            if (decision.StepDown is { } reason)
            {
                Log.StepsDown(_logger, reason);
                return;
            }

            if (RecordsOf(decision) is { Count: > 0 } records)
            {
                await WriteAsync(writer, records, gone).ConfigureAwait(false);
                if (decision.Assignment is { } assignment && assignment.ConfigOffset != configOffset)
                    await PauseAsync(_parts.Clock.Now - begun, gone).ConfigureAwait(false);
                continue;
            }

            if (!_isLeading && _parts.Coordination.State.Leader?.Epoch == state.Epoch)
                await BeginToLeadAsync(writer, state.Epoch, gone).ConfigureAwait(false);
            ReportProblems(decision);
            RemoveOldStatuses();
            if (_isLeading)
                await EnsureSessionKeyAsync(gone).ConfigureAwait(false);
            await WaitAsync(decision.WakeAt, gone).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the broker fences earlier runs of a connector's tasks: with exactly-once support, each start of a source task does
    /// that.</summary>
    private bool IsFencedByTransactions(ConnectorConfig config) =>
        _parts.Engine.ExactlyOnce is not null && _parts.Views.TypeOf(config.ConnectorClass) == ConnectorType.Source;

    private async Task<GroupView?> DescribeAsync(IGroupDescriber describer, CancellationToken gone)
    {
        if (!_hasGroupChanged)
            return null;
        _hasGroupChanged = false;
        try
        {
            var description = await describer.DescribeAsync(gone).ConfigureAwait(false);
            _hasGroupChanged |= !description.IsTrusted;
            return GroupView.Of(description, _parts.Clock.Source, _parts.Clock.Now);
        }
        catch (KafkaClientException e)
        {
            _hasGroupChanged = true;
            Log.NotDescribed(_logger, e.Message);
            return null;
        }
    }

    private List<LeaderEntry> RecordsOf(LeaderDecision decision)
    {
        var records = new List<LeaderEntry>();
        void Add(byte[] key, byte[]? value) => records.Add(new LeaderEntry(_parts.Coordination.Topic, 0, key, value));
        if (decision.Leader is { } leader)
            Add(CoordinationRecords.LeaderKey, CoordinationRecords.Write(leader));
        if (decision.Assignment is { } assignment)
            Add(CoordinationRecords.AssignmentKey, CoordinationRecords.Write(assignment));
        foreach (var forgotten in decision.Forget)
            Add(CoordinationRecords.KeyOf(forgotten), null);
        return records;
    }

    /// <summary>Writes records and reads them back, because the next decision builds on them.</summary>
    private async Task WriteAsync(ILeaderWriter writer, List<LeaderEntry> records, CancellationToken gone)
    {
        switch (await writer.WriteAsync(records, gone).ConfigureAwait(false))
        {
            case LeaderWriteResult.Fenced fenced:
                Log.StepsDown(_logger, fenced.Reason);
                break;
            case LeaderWriteResult.Failed failed:
                throw failed.Error;
            case LeaderWriteResult.Committed committed:
                await _parts.Coordination.ReadToAsync(committed.Places, gone).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Lets changes of the configuration gather after an assignment that such a change has caused: connectors that are created in a row
    /// share assignments, each of which lists all work and is read by all workers.</summary>
    private Task PauseAsync(TimeSpan effort, CancellationToken gone) =>
        Task.Delay(effort * 2 < LongestPause ? effort * 2 : LongestPause, _parts.Clock.Source, gone);

    private async Task BeginToLeadAsync(ILeaderWriter writer, long epoch, CancellationToken gone)
    {
        _parts.Configs.Lead(writer);
        await EnsureSessionKeyAsync(gone).ConfigureAwait(false);
        NoteOldStatuses();
        lock (_lock)
            _isLeading = !gone.IsCancellationRequested;
        Log.Leads(_logger, _parts.Self.WorkerId, epoch);
    }

    /// <summary>Creates the session key that signs internal requests, if there is none, it is too old, or its algorithm or size has
    /// changed.</summary>
    private async Task EnsureSessionKeyAsync(CancellationToken gone)
    {
        var settings = _parts.Settings;
        var now = _parts.Clock.Source.GetUtcNow();
        if (_parts.Configs.Snapshot.SessionKey is { } key
            && key.Algorithm.Equals(settings.KeyAlgorithm, StringComparison.OrdinalIgnoreCase)
            && key.Key.Length * 8 == (settings.KeyBits ?? InternalSignature.DefaultBits(settings.KeyAlgorithm))
            && (settings.KeyLifetime == TimeSpan.Zero
            || now - DateTimeOffset.FromUnixTimeMilliseconds(key.CreatedMilliseconds) < settings.KeyLifetime))
        {
            return;
        }

        await _parts.Configs.PutSessionKeyAsync(InternalSignature.NewKey(settings.KeyAlgorithm, settings.KeyBits, now), gone).ConfigureAwait(false);
    }

    /// <summary>Marks all connectors with statuses for a check: earlier leaders may have died before they removed the statuses of deleted
    /// connectors.</summary>
    private void NoteOldStatuses()
    {
        var known = (_parts.Engine.Statuses as IClusterStatusStore)?.Connectors ?? [];
        lock (_changed)
            _changed.UnionWith(known);
    }

    /// <summary>Removes the statuses of connectors and tasks that are no longer configured and run nowhere.</summary>
    private void RemoveOldStatuses()
    {
        string[] names;
        lock (_changed)
            names = [.. _changed];
        if (names.Length == 0)
            return;

        // Read after the names, so that it includes the changes that added them. In an older snapshot, items that still run would look configured.
        var snapshot = _parts.Configs.Snapshot;
        var assignment = _parts.Coordination.State.Assignment ?? AssignmentRecord.Empty;
        var configured = ClusterWork.Of(snapshot, snapshot.Offset, IsFencedByTransactions).Items.Select(item => item.Item).ToHashSet();
        var busy = assignment.Workers.Values.SelectMany(worker => worker.Items).Concat(assignment.Revoking.Select(held => held.Item))
            .Where(item => !configured.Contains(item)).Select(item => item.Connector).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !busy.Contains(name)))
        {
            lock (_changed)
                _changed.Remove(name);
            _leader.RemoveOldStatuses(name, snapshot);
        }
    }

    /// <summary>Logs the problems that an operator must solve, once until they change.</summary>
    private void ReportProblems(LeaderDecision decision)
    {
        var text = string.Join('\n', decision.Problems.Concat(
            decision.Unplaced.Where(item => item.Reason is UnplacedReason.NoPlugin)
                .Select(item => $"{item.Item} runs nowhere: no worker has the connector plugin '{item.Detail}'.")));
        if (text.Length > 0 && text != _reportedProblems)
            Log.Problems(_logger, text);
        _reportedProblems = text;
    }

    private async Task WaitAsync(DateTimeOffset? wakeAt, CancellationToken gone)
    {
        var wait = wakeAt - _parts.Clock.Now ?? LongestWait;
        if (_hasGroupChanged && wait > DescribeInterval)
            wait = DescribeInterval;
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
        if (!await _wakeup.WaitAsync(wait, _parts.Clock.Source, gone).ConfigureAwait(false) && wakeAt is not null)
            _hasGroupChanged = true;
    }
}
