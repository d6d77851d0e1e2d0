namespace Connect.Runtime.Tasks;

/// <summary>Makes one task keep to its connector's rate limit.</summary>
/// <remarks>Charged only by the task's loop; may be read and disposed by any thread.</remarks>
/// <param name="limit">The connector's limit.</param>
/// <param name="time">The clock.</param>
/// <param name="left">Called once, when the task has ended.</param>
internal sealed class TaskPace(RateLimit limit, TimeProvider time, Action<TaskPace> left) : IDisposable
{
    private readonly Lock _gate = new();
    private long _since;
    private TimeSpan _wait;
    private TimeSpan _charged;
    private int _isDisposed;

    /// <summary>The configuration of the limit, for users.</summary>
    public string Description => limit.Description;

    /// <summary>Whether bytes count.</summary>
    public bool CountsBytes => limit.CountsBytes;

    /// <summary>How long until the task may process another batch; zero if it may now.</summary>
    public TimeSpan UntilDue
    {
        get
        {
            lock (_gate)
                return Left();
        }
    }

    /// <summary>How long the task has waited so far.</summary>
    public TimeSpan Waited
    {
        get
        {
            lock (_gate)
                return _charged - Left();
        }
    }

    /// <summary>Charges a batch that the task has processed.</summary>
    /// <param name="records">Its records.</param>
    /// <param name="bytes">Their bytes; ignored without a limit of bytes.</param>
    public void Charge(long records, long bytes)
    {
        if (records == 0)
            return;
        var wait = limit.Charge(records, bytes);
        lock (_gate)
        {
            _charged += wait - Left();
            (_wait, _since) = (wait, time.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            left(this);
    }

    private TimeSpan Left()
    {
        var left = _wait - time.GetElapsedTime(_since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
