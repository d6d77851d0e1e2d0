namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>The lease as the membership room promises it: lost by itself, won back by the herder alone.</summary>
internal sealed class SimulatedLease(long session)
{
    private long _provenAt = long.MinValue / 2;
    private long _doubtSince;

    public bool IsInDoubt { get; private set; } = true;

    public long Doubt { get; private set; }

    public long EndsAt => _provenAt + session;

    /// <summary>When it ended by the clock, or was found in doubt.</summary>
    public long EndedAt { get; private set; }

    public bool IsProven => _provenAt > _doubtSince;

    public bool IsHeld(long now) => !IsInDoubt && now < _provenAt + session;

    /// <summary>Whether a doubt begins.</summary>
    public bool Lapse(long now, bool forced)
    {
        if (IsInDoubt ? !(IsProven && (forced || now >= _provenAt + session)) : !forced && IsHeld(now))
            return false;
        EndedAt = IsInDoubt ? EndedAt : Math.Min(now, _provenAt + session);
        (IsInDoubt, _doubtSince) = (true, now);
        Doubt++;
        return true;
    }

    public void Prove(long sentAt) => _provenAt = Math.Max(_provenAt, sentAt);

    public bool TryEndDoubt(long doubt, long now)
    {
        if (doubt != Doubt || !IsProven || now >= _provenAt + session)
            return false;
        IsInDoubt = false;
        return true;
    }
}
