namespace Connect.Runtime.Tasks;

/// <summary>Records what a task's loop is waiting for, so that the stall watch can detect calls that take too long.</summary>
/// <remarks>Written only by the task's loop, a few times per batch; read by any thread.</remarks>
/// <param name="time">The clock; null if nothing is recorded.</param>
internal sealed class TaskCalls(TimeProvider? time = null)
{
    private long _since;
    private int _call;
    private int _records;

    /// <summary>What the loop waits for, since which timestamp, and how many records wait with it.</summary>
    public (TaskCall Call, long Since, int Records) Current
    {
        get
        {
            while (true)
            {
                var since = Volatile.Read(ref _since);
                var call = (TaskCall)Volatile.Read(ref _call);
                var records = Volatile.Read(ref _records);
                if (Volatile.Read(ref _since) == since)
                    return (call, since, records);
            }
        }
    }

    /// <summary>Records the start of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="records">The number of records that wait for it.</param>
    public void Begin(TaskCall call, int records = 0)
    {
        if (time is null)
            return;
        Volatile.Write(ref _call, (int)TaskCall.None);
        Volatile.Write(ref _since, time.GetTimestamp());
        Volatile.Write(ref _records, records);
        Volatile.Write(ref _call, (int)call);
    }

    /// <summary>Records that no call is in progress.</summary>
    public void End() => Volatile.Write(ref _call, (int)TaskCall.None);
}
