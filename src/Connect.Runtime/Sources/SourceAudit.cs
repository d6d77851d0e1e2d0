using System.Globalization;

namespace Connect.Runtime.Sources;

/// <summary>Balances the records of a source task: the records polled are those filtered, skipped, acknowledged, aborted, failed and in
/// flight.</summary>
/// <remarks>
/// <para>Three places count independently: the loop counts what a poll returns and what it leaves out, the producer's answers count what is
/// acknowledged, and the offset tracker knows which records are unacknowledged. An offset that would be stored for a record without an answer is
/// noticed.</para>
/// <para>A record is counted here before the tracker marks it, so answers that arrive during a balance are no mismatch.</para>
/// <para><see cref="Polled"/>, <see cref="LeftOut"/> and <see cref="Balance"/> are for the task's loop; other members are thread-safe.</para>
/// </remarks>
internal sealed class SourceAudit
{
    private long _polled;
    private long _filtered;
    private long _skipped;
    private long _acknowledged;
    private long _aborted;
    private long _failed;
    private long _inFlight;
    private long _corrected;
    private long _mismatches;
    private long? _surplusAt;

    /// <summary>How often the records did not balance.</summary>
    public long Mismatches => Volatile.Read(ref _mismatches);

    /// <summary>The current numbers by outcome; <c>in_flight</c> is as of the last balance.</summary>
    public IReadOnlyList<(string Outcome, long Records)> Now =>
    [
        ("polled", Volatile.Read(ref _polled)), ("filtered", Volatile.Read(ref _filtered)), ("skipped", Volatile.Read(ref _skipped)),
        ("acknowledged", Volatile.Read(ref _acknowledged) - Volatile.Read(ref _aborted)), ("aborted", Volatile.Read(ref _aborted)),
        ("failed", Volatile.Read(ref _failed)), ("in_flight", Volatile.Read(ref _inFlight)),
    ];

    private long Answered => Volatile.Read(ref _filtered) + Volatile.Read(ref _skipped) + Volatile.Read(ref _acknowledged);

    /// <summary>Counts the records that a poll has returned.</summary>
    public void Polled(int records) => Volatile.Write(ref _polled, _polled + records);

    /// <summary>Counts a record that is not sent.</summary>
    /// <param name="isSkipped">True if its error is tolerated, false if a transform dropped it.</param>
    public void LeftOut(bool isSkipped)
    {
        if (isSkipped)
            Skipped();
        else
            Volatile.Write(ref _filtered, _filtered + 1);
    }

    /// <summary>Counts a record whose error is tolerated.</summary>
    public void Skipped() => Interlocked.Increment(ref _skipped);

    /// <summary>Counts a record that Kafka has acknowledged.</summary>
    public void Acknowledged() => Interlocked.Increment(ref _acknowledged);

    /// <summary>Counts acknowledged records whose transaction the task has aborted.</summary>
    public void Aborted(int records) => Volatile.Write(ref _aborted, _aborted + records);

    /// <summary>Counts a record that could not be written. Its offset is held back.</summary>
    public void Failed() => Interlocked.Increment(ref _failed);

    /// <summary>Balances the records, between two batches. Reports each difference once.</summary>
    /// <param name="countUnacknowledged">Counts the records that the offset tracker holds back.</param>
    /// <returns>All numbers if they do not balance; else null.</returns>
    public string? Balance(Func<long> countUnacknowledged)
    {
        var before = Answered;
        var unacknowledged = countUnacknowledged();
        var after = Answered;
        var settled = _polled - unacknowledged - _corrected;
        Volatile.Write(ref _inFlight, Math.Max(0, unacknowledged - Volatile.Read(ref _failed)));

        // A record may be counted and not marked yet: more answers than marked records are a mismatch only if no answer has arrived since the
        // last balance.
        var isSurplus = before > settled && _surplusAt == before;
        _surplusAt = before > settled && !isSurplus ? before : null;
        if (settled <= after && !isSurplus)
            return null;
        _corrected += settled - (isSurplus ? before : after);
        Volatile.Write(ref _mismatches, _mismatches + 1);
        return string.Join(", ", Now.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Outcome} {entry.Records}")));
    }
}
