namespace Connect.Runtime.Kafka.Membership;

/// <summary>A lease that is based on proofs of membership, each with the time at which the proving request was sent.</summary>
/// <remarks>
/// <para>The group removes a member one session timeout after it last heard from it. The lease expires one session timeout after the proving request
/// was sent, which is earlier.</para>
/// <para>Both clocks are checked: the monotonic one may stop while the machine is suspended, and the wall clock may be set back.</para>
/// </remarks>
/// <param name="session">How long a proof is valid.</param>
/// <param name="time">The clock.</param>
internal sealed class MembershipLease(TimeSpan session, TimeProvider time) : IMembershipLease
{
    private readonly Lock _lock = new();
    private volatile State _state = new(0, IsInDoubt: true, IsProven: false, long.MinValue, DateTimeOffset.MinValue);
    private TaskCompletionSource _held = NewSource();
    private Action<PresenceEvent> _handler = static _ => { };
    private long _doubtSince = long.MinValue;

    /// <inheritdoc/>
    public bool IsHeld
    {
        get
        {
            var state = _state;
            if (state.IsInDoubt)
                return false;
            if (IsFresh(state))
                return true;
            BeginDoubt($"no proof of membership for session.timeout.ms ({session.TotalMilliseconds:0})", state);
            return false;
        }
    }

    /// <inheritdoc/>
    public long Doubt => _state.Doubt;

    /// <summary>Sets the receiver of doubts and proofs.</summary>
    /// <param name="handler">Called on any thread.</param>
    public void SetHandler(Action<PresenceEvent> handler) => _handler = handler;

    /// <inheritdoc/>
    public async Task WaitUntilHeldAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Read before IsHeld is checked, so that a lease renewed in between ends this wait.
            Task held;
            lock (_lock)
                held = _held.Task;
            if (IsHeld)
                return;
            await held.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public bool TryEndDoubt(long doubt)
    {
        State state;
        lock (_lock)
        {
            state = _state;
            if (state.Doubt != doubt || !state.IsProven)
                return false;
            if (IsFresh(state))
            {
                _state = state with { IsInDoubt = false };
                _held.TrySetResult();
                return true;
            }
        }

        BeginDoubt("the proof of membership expired before the doubt could end", state);
        return false;
    }

    /// <summary>Records a proof.</summary>
    /// <param name="sentAt">When the proving request was sent, as a <see cref="TimeProvider.GetTimestamp"/> value.</param>
    public void Prove(long sentAt)
    {
        var utc = time.GetUtcNow() - time.GetElapsedTime(sentAt);
        long? proven = null;
        lock (_lock)
        {
            if (sentAt > _state.SentAt)
                _state = _state with { SentAt = sentAt, SentAtUtc = utc };
            if (_state is { IsInDoubt: true, IsProven: false } && sentAt >= _doubtSince)
            {
                _state = _state with { IsProven = true };
                proven = _state.Doubt;
            }
        }

        if (proven is { } doubt)
            _handler(new PresenceEvent.Proven(doubt));
    }

    /// <summary>Begins a doubt. If there is one without a proof yet, it continues instead, but only later proofs count.</summary>
    /// <param name="reason">Why, for the log.</param>
    public void BeginDoubt(string reason) => BeginDoubt(reason, null);

    private void BeginDoubt(string reason, State? expected)
    {
        long doubt;
        lock (_lock)
        {
            if (expected is not null && _state != expected)
                return;
            _doubtSince = time.GetTimestamp();
            if (_state is { IsInDoubt: true, IsProven: false })
                return;
            doubt = _state.Doubt + 1;
            if (_held.Task.IsCompleted)
                _held = NewSource();
            _state = _state with { Doubt = doubt, IsInDoubt = true, IsProven = false };
        }

        _handler(new PresenceEvent.InDoubt(doubt, reason));
    }

    private bool IsFresh(State state) => time.GetElapsedTime(state.SentAt) < session && time.GetUtcNow() - state.SentAtUtc < session;

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record State(long Doubt, bool IsInDoubt, bool IsProven, long SentAt, DateTimeOffset SentAtUtc);
}
