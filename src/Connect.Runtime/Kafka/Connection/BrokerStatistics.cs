using System.Text.Json;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>Tracks each broker's connection from the library's statistics.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="time">The clock.</param>
internal sealed class BrokerStatistics(TimeProvider time)
{
    /// <summary>How long a connected broker may leave every request without an answer. Fetches are answered every half second, a write in well less
    /// than a second.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (long Answers, long Since)> _brokers = new(StringComparer.Ordinal);

    /// <summary>How many brokers are connected and answer.</summary>
    public int Answering { get; private set; }

    /// <summary>How many brokers the client tries to connect to.</summary>
    public int Tried { get; private set; }

    /// <summary>The longest time for which a connected broker has not answered any request, if it is too long; otherwise null.</summary>
    public TimeSpan? Silence { get; private set; }

    /// <summary>Reads the newest statistics.</summary>
    /// <param name="statistics">The statistics, JSON.</param>
    public void Read(string statistics)
    {
        (Answering, Tried, Silence) = (0, 0, null);
        using var document = JsonDocument.Parse(statistics);
        if (!document.RootElement.TryGetProperty("brokers", out var brokers) || brokers.ValueKind != JsonValueKind.Object)
            return;
        foreach (var broker in brokers.EnumerateObject())
            Read(broker.Name, broker.Value);
    }

    private void Read(string name, JsonElement broker)
    {
        switch (broker.TryGetProperty("state", out var state) ? state.GetString() : null)
        {
            case "UP" when SilenceOf(name, broker) is { } silence && silence >= MaxSilence:
                Silence = silence > Silence ? silence : Silence ?? silence;
                break;
            case "UP":
                Answering++;
                break;
            case "INIT":
                break;
            default:
                Tried++;
                break;
        }
    }

    /// <summary>Group coordinators are ignored: a joining member may have to wait for minutes.</summary>
    private TimeSpan SilenceOf(string name, JsonElement broker)
    {
        var now = time.GetTimestamp();
        var answers = NumberOf(broker, "rx");
        var isWaiting = NumberOf(broker, "waitresp_cnt") > 0 && NumberOf(broker, "nodeid") >= 0
            && !(broker.TryGetProperty("source", out var source) && source.ValueEquals("logical"));
        if (!isWaiting || !_brokers.TryGetValue(name, out var before) || before.Answers != answers)
        {
            _brokers[name] = (answers, now);
            return TimeSpan.Zero;
        }

        return time.GetElapsedTime(before.Since, now);
    }

    private static long NumberOf(JsonElement broker, string key) =>
        broker.TryGetProperty(key, out var value) && value.TryGetInt64(out var number) ? number : 0;
}
