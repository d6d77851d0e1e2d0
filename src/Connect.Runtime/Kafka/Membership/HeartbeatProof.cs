using System.Text.Json;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Finds in librdkafka's statistics when the group last heard from the member.</summary>
/// <remarks>
/// <para>The statistics count requests to the coordinator and its answers. A heartbeat or join that is counted in the newest statistics but not in
/// earlier ones was sent after those were taken. If every request since has been answered and the join state is steady, the group has heard from the
/// member since then. The latest of the earlier statistics that show this count: a join is rarely sent and answered between two of them.</para>
/// <para>The join state alone proves nothing: a member that cannot reach its coordinator stays steady until its session times out.</para>
/// </remarks>
internal sealed class HeartbeatProof
{
    /// <summary>How many earlier statistics are compared.</summary>
    private const int Most = 20;

    /// <summary>The statistics since the last proof, oldest first.</summary>
    private readonly List<(Counts Counts, long MadeAfter)> _earlier = [];
    private string _lastReason = "";

    /// <summary>The join state in the newest statistics; null before the first.</summary>
    public string? JoinState { get; private set; }

    /// <summary>Why librdkafka considers the membership lost; null if the newest statistics report no new loss.</summary>
    public string? Loss { get; private set; }

    /// <summary>Reads the newest statistics.</summary>
    /// <param name="statistics">The statistics as JSON.</param>
    /// <param name="madeAfter">The earliest time at which they can have been taken, as a <see cref="TimeProvider.GetTimestamp"/> value.</param>
    /// <returns>The group has answered a request that was sent after this time; null if the statistics prove nothing new.</returns>
    public long? Read(string statistics, long madeAfter)
    {
        using var document = JsonDocument.Parse(statistics);
        var counts = CountsOf(document.RootElement);
        ReadGroup(document.RootElement);
        var proven = counts is not null && JoinState == "steady" ? _earlier.FindLastIndex(earlier => counts.ProvesSince(earlier.Counts)) : -1;
        long? since = proven >= 0 ? _earlier[proven].MadeAfter : null;
        if (since is not null || counts is null)
            _earlier.Clear();
        if (_earlier.Count == Most)
            _earlier.RemoveAt(0);
        if (counts is not null)
            _earlier.Add((counts, madeAfter));
        return since;
    }

    private void ReadGroup(JsonElement root)
    {
        (JoinState, Loss) = (null, null);
        if (!root.TryGetProperty("cgrp", out var group))
            return;
        JoinState = group.TryGetProperty("join_state", out var state) ? state.GetString() : null;
        var reason = group.TryGetProperty("rebalance_reason", out var text) ? text.GetString() ?? "" : "";

        // With a cooperative assignor librdkafka sets the reason only for a loss and never clears it: react only to a change.
        if (reason.Length > 0 && reason != _lastReason && JoinState != "steady")
            Loss = reason;
        _lastReason = reason;
    }

    private static Counts? CountsOf(JsonElement root)
    {
        if (!root.TryGetProperty("brokers", out var brokers) || !brokers.TryGetProperty("GroupCoordinator", out var coordinator))
            return null;
        var heard = coordinator.TryGetProperty("req", out var requests)
            ? NumberOf(requests, "Heartbeat") + NumberOf(requests, "JoinGroup") + NumberOf(requests, "SyncGroup")
            : 0;
        return new Counts(heard, NumberOf(coordinator, "tx"), NumberOf(coordinator, "rx"), NumberOf(coordinator, "waitresp_cnt"));
    }

    private static long NumberOf(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>Requests to the coordinator and its answers.</summary>
    /// <param name="Heard">Requests that show the group that the member is alive.</param>
    /// <param name="Sent">All requests.</param>
    /// <param name="Answered">All answers.</param>
    /// <param name="Waiting">Requests that have not been answered yet.</param>
    private sealed record Counts(long Heard, long Sent, long Answered, long Waiting)
    {
        /// <summary>Whether everything sent since was answered. A request whose connection broke is neither waiting nor answered, so the sums
        /// differ.</summary>
        public bool ProvesSince(Counts before)
            => Waiting == 0 && Heard > before.Heard && Answered - before.Answered == Sent - before.Sent + before.Waiting;
    }
}
