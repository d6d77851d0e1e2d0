using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>A member of the workers' group: a consumer that subscribes to the coordination topic on its own thread but reads none of its
/// records.</summary>
/// <remarks>
/// <para>1. Creates the client and subscribes. 2. Polls every 100 ms while the herder reports progress. 3. Checks the member id after each poll. 4.
/// Replaces the client after a fatal error. 5. Unsubscribes, then closes: closing alone does not send LeaveGroup.</para>
/// <para>The member that owns the topic's only partition is the candidate for leader. <see cref="MembershipLease"/> decides whether the worker may
/// keep working. Every hint of a lost membership puts the lease in doubt, because librdkafka reports a loss only to members that own
/// partitions.</para>
/// </remarks>
internal sealed partial class GroupPresence : IGroupPresence
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RebuildPause = TimeSpan.FromSeconds(5);

    private readonly MembershipConfig _config;
    private readonly string _clientId;
    private readonly Func<PresenceCallbacks, IConsumer<byte[]?, byte[]?>> _build;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly MembershipLease _lease;
    private readonly ManualResetEventSlim _wake = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _startLock = new();
    private Action<PresenceEvent> _handler = static _ => { };
    private HeartbeatProof _proof = new();
    private volatile PresenceStatus _status = PresenceStatus.None;
    private volatile bool _isClosing;
    private bool _isStarted;
    private bool _isSilent;
    private bool _isPaused;
    private string? _lastJoined;
    private string? _lastTrouble;
    private long _progress;
    private long _emptyAt;
    private int _hasLoggedTimeout;

    /// <summary>Creates the member.</summary>
    /// <param name="config">The group, its topic and the timeouts.</param>
    /// <param name="clientId">The client id, which contains the worker id and the incarnation.</param>
    /// <param name="build">Creates the client.</param>
    /// <param name="logger">The logger.</param>
    /// <param name="time">The clock.</param>
    public GroupPresence(
        MembershipConfig config, string clientId, Func<PresenceCallbacks, IConsumer<byte[]?, byte[]?>> build, ILogger logger, TimeProvider time)
    {
        _config = config;
        _clientId = clientId;
        _build = build;
        _logger = logger;
        _time = time;
        _lease = new MembershipLease(config.Timeouts.Session, time);
    }

    /// <inheritdoc/>
    public IMembershipLease Lease => _lease;

    /// <inheritdoc/>
    public PresenceStatus Status => _status;

    /// <inheritdoc/>
    public void Start(Action<PresenceEvent> handler)
    {
        lock (_startLock)
        {
            if (_isStarted || _isClosing)
                throw new InvalidOperationException("The group member has already been started or is closing.");
            _isStarted = true;
        }

        _handler = handler;
        _lease.SetHandler(Raise);
        ReportProgress();
        new Thread(Run) { IsBackground = true, Name = _clientId }.Start();
    }

    /// <inheritdoc/>
    public void ReportProgress() => Volatile.Write(ref _progress, _time.GetTimestamp());

    /// <inheritdoc/>
    public Task LeaveAsync()
    {
        lock (_startLock)
        {
            _isClosing = true;
            if (!_isStarted)
                _ended.TrySetResult();
        }

        _wake.Set();
        return EndAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await LeaveAsync().ConfigureAwait(false);

    /// <summary>Waits for the client's thread, but not for ever: an unresponsive broker never answers the client's request to leave.</summary>
    private async Task EndAsync()
    {
        await _ended.Task.WaitAsync(PresenceTimeouts.LeaveTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_ended.Task.IsCompleted && Interlocked.Exchange(ref _hasLoggedTimeout, 1) == 0)
            Log.LeftWithoutAnswer(_logger, _clientId, _config.GroupId, PresenceTimeouts.LeaveTimeout.TotalSeconds);
    }

    private void Run()
    {
        while (!_isClosing)
        {
            try
            {
                RunClient();
            }
            catch (Exception e)
            {
                // No caller could handle this, and a worker without membership runs nothing: log it and retry for ever.
                Trouble($"The member of group {_config.GroupId} has failed and is created again: {e.Message}");
                Log.Failed(_logger, _clientId, _config.GroupId, e);
            }

            _lease.BeginDoubt("the client of the group has ended");
            SetCandidate(false);
            if (!_isClosing)
                _wake.Wait(RebuildPause);
        }

        _ended.TrySetResult();
    }

    private void RunClient()
    {
        _proof = new HeartbeatProof();
        _emptyAt = _time.GetTimestamp();
        _isPaused = false;
        using var consumer = _build(new PresenceCallbacks(OnAssigned, OnRevoked, OnLost, OnStatistics, OnError, OnLine));
        try
        {
            consumer.Subscribe(_config.CoordinationTopic);
            while (!_isClosing)
                RunOnce(consumer);
        }
        finally
        {
            Leave(consumer);
        }
    }

    private void RunOnce(IConsumer<byte[]?, byte[]?> consumer)
    {
        // Reading the property raises the event of a lease that has expired, even when nobody else reads it.
        _ = _lease.IsHeld;
        if (IsHerderSilent())
        {
            _wake.Wait(PollInterval);
            return;
        }

        var before = _time.GetTimestamp();
        try
        {
            if (consumer.Consume(PollInterval) is null)
                _emptyAt = before;
        }
        catch (ConsumeException e)
        {
            Handle(e.Error);
        }

        CheckMember(consumer);
        PauseReading(consumer);
    }

    private bool IsHerderSilent()
    {
        var silence = _time.GetElapsedTime(Volatile.Read(ref _progress));
        var isSilent = silence >= PresenceTimeouts.HerderTimeout;
        if (isSilent && !_isSilent)
            Log.HerderSilent(_logger, _clientId, (long)silence.TotalSeconds, _config.Timeouts.MaxPollInterval.TotalSeconds);
        _isSilent = isSilent;
        return isSilent;
    }

    private void CheckMember(IConsumer<byte[]?, byte[]?> consumer)
    {
        var id = consumer.MemberId is { Length: > 0 } given ? given : null;
        if (_status.MemberId is { } known && known != id)
        {
            Update(status => status with { MemberId = null });
            _lease.BeginDoubt("the group has dropped the member");
        }
    }

    /// <summary>Pauses the partition: the coordination topic's records are read by another consumer.</summary>
    private void PauseReading(IConsumer<byte[]?, byte[]?> consumer)
    {
        if (_isPaused || !_status.IsCandidate)
            return;
        consumer.Pause(consumer.Assignment);
        _isPaused = true;
    }

    private void Leave(IConsumer<byte[]?, byte[]?> consumer)
    {
        if (_isClosing)
            _lease.BeginDoubt("the worker leaves the group");
        try
        {
            consumer.Unsubscribe();
            consumer.Close();
        }
        catch (KafkaException e)
        {
            // A client with a fatal error cannot leave; the group removes it when its session times out.
            Log.LeaveFailed(_logger, _clientId, _config.GroupId, e);
        }
    }

    private void Update(Func<PresenceStatus, PresenceStatus> change) => _status = change(_status);

    /// <summary>Calls the handler. Its exceptions must not reach librdkafka or this thread.</summary>
    private void Raise(PresenceEvent @event)
    {
        try
        {
            _handler(@event);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(_logger, _clientId, @event, e);
        }
    }
}
