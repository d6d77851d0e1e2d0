using System.Globalization;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>librdkafka refuses some pairs of values that Java takes. Here the side that changes less gives way, so that the client starts.</summary>
internal static class NativeCrossChecks
{
    /// <summary>The shortest session that brokers allow by default (<c>group.min.session.timeout.ms</c>).</summary>
    private const long ShortestSession = 6_000;

    /// <summary>Java's defaults: librdkafka would wait for up to ten seconds before it notices that a broker is back.</summary>
    private const long JavaReconnectBackoff = 50;

    private const long JavaMostReconnectBackoff = 1_000;
    private const long NativeMessageBytes = 1_000_000;
    private const long FewestMessageBytes = 1_000;

    /// <summary>Adapts a translation.</summary>
    /// <param name="draft">The translation, all keys copied.</param>
    public static void Apply(TranslationDraft draft)
    {
        ApplyReconnect(draft);
        if (draft.Config.Kind == ClientKind.Consumer)
        {
            ApplyPollInterval(draft);
            ApplyFetchSize(draft);
        }
        else if (draft.Config.Kind == ClientKind.Producer)
        {
            ApplyTransaction(draft);
            ApplyLinger(draft);
        }
    }

    /// <summary>As in Java, a pause that is set alone does not grow, and one that is longer than the longest stays as long as it is.</summary>
    private static void ApplyReconnect(TranslationDraft draft)
    {
        var first = Native(draft, "reconnect.backoff.ms") ?? JavaReconnectBackoff;
        var most = Native(draft, "reconnect.backoff.max.ms") ?? (Native(draft, "reconnect.backoff.ms") is null ? JavaMostReconnectBackoff : first);
        Put(draft, "reconnect.backoff.ms", first);
        Put(draft, "reconnect.backoff.max.ms", Math.Max(first, most));
    }

    /// <summary>librdkafka's session may not be longer than the interval between polls.</summary>
    private static void ApplyPollInterval(TranslationDraft draft)
    {
        const string IntervalKey = "max.poll.interval.ms";
        const string SessionKey = "session.timeout.ms";
        var interval = Native(draft, IntervalKey) ?? 300_000;
        var session = Native(draft, SessionKey) ?? 45_000;
        if (interval >= session || draft.Entries.GetValueOrDefault("group.protocol") == "consumer")
            return;
        var heartbeat = Native(draft, "heartbeat.interval.ms") ?? 3_000;
        var shorter = Math.Max(interval, ShortestSession);
        if (draft.Text(SessionKey) is null && heartbeat < shorter)
            Put(draft, SessionKey, session = shorter);
        if (interval >= session)
            return;

        // The worker itself counts the time between polls; this is how long the group waits for the member.
        Put(draft, IntervalKey, session);
        if (draft.Text(IntervalKey) is not null)
            draft.Warn(IntervalKey,
                string.Create(
                    CultureInfo.InvariantCulture, $"is sent to the group as {session}: the client requires at least session.timeout.ms"));
    }

    /// <summary>librdkafka's fetch may not be smaller than its largest message. A consumer receives larger ones anyway.</summary>
    private static void ApplyFetchSize(TranslationDraft draft)
    {
        if (Native(draft, "fetch.max.bytes") is not { } fetch || fetch >= (Native(draft, "message.max.bytes") ?? NativeMessageBytes))
            return;
        fetch = Math.Max(fetch, FewestMessageBytes);
        Put(draft, "fetch.max.bytes", fetch);
        Put(draft, "message.max.bytes", fetch);
    }

    /// <summary>Within a transaction nothing may wait longer than the transaction.</summary>
    private static void ApplyTransaction(TranslationDraft draft)
    {
        if (!draft.Entries.ContainsKey("transactional.id"))
            return;
        var transaction = Native(draft, "transaction.timeout.ms") ?? 60_000;
        if (Native(draft, "delivery.timeout.ms") is 0 || Native(draft, "delivery.timeout.ms") > transaction)
            Put(draft, "delivery.timeout.ms", transaction);
        if (Native(draft, "socket.timeout.ms") > transaction)
            Put(draft, "socket.timeout.ms", transaction);
    }

    /// <summary>A record has to wait less for its batch than for its delivery; Java allows both to be equal.</summary>
    private static void ApplyLinger(TranslationDraft draft)
    {
        if (Native(draft, "delivery.timeout.ms") is > 0 and var delivery && Native(draft, "linger.ms") >= delivery)
            Put(draft, "linger.ms", delivery - 1);
    }

    private static long? Native(TranslationDraft draft, string key) =>
        long.TryParse(draft.Entries.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static void Put(TranslationDraft draft, string key, long number) => draft.Force(key, number.ToString(CultureInfo.InvariantCulture));
}
