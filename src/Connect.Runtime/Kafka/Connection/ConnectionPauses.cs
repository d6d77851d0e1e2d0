using System.Globalization;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>How long the absence of errors means that the brokers are back, if neither a success nor the statistics show it before.</summary>
/// <param name="Silence">After an attempt that failed immediately.</param>
/// <param name="SlowSilence">After an attempt that timed out: the next may take as long.</param>
internal sealed record ConnectionPauses(TimeSpan Silence, TimeSpan SlowSilence)
{
    /// <summary>The library reports an error that is the same as the last only twice a minute.</summary>
    private const long SameError = 30_000;

    /// <summary>The library's default of <c>socket.connection.setup.timeout.ms</c>.</summary>
    private const long SetupTimeout = 30_000;

    /// <summary>The library's default of <c>api.version.request.timeout.ms</c>.</summary>
    private const long FirstRequestTimeout = 10_000;

    /// <summary>Reads the pauses from a client's configuration, in the library's keys.</summary>
    /// <param name="entries">The configuration.</param>
    public static ConnectionPauses Of(IReadOnlyDictionary<string, string> entries)
    {
        // In addition, one and a half times the maximum delay between two connection attempts.
        var silence = SameError + Math.Max(3000, Read(entries, "reconnect.backoff.max.ms", 1000) * 3 / 2);
        var attempt =
            Math.Max(Read(entries, "socket.connection.setup.timeout.ms", SetupTimeout),
                Read(entries, "api.version.request.timeout.ms", FirstRequestTimeout));
        return new ConnectionPauses(TimeSpan.FromMilliseconds(silence), TimeSpan.FromMilliseconds(silence + attempt));
    }

    private static long Read(IReadOnlyDictionary<string, string> entries, string key, long byDefault)
        => entries.TryGetValue(key, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : byDefault;
}
