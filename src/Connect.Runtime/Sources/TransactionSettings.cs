using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Sources;

/// <summary>When the transactions of one exactly-once source end.</summary>
/// <param name="Boundary">Where they end.</param>
/// <param name="Interval">The minimum duration of a transaction, with <see cref="TransactionBoundary.Interval"/>.</param>
/// <param name="MaxRecords">The maximum number of records in a transaction, with <see cref="TransactionBoundary.Poll"/>, unless one poll returns
/// more.</param>
internal sealed record TransactionSettings(TransactionBoundary Boundary, TimeSpan Interval, int MaxRecords)
{
    /// <summary>The default of <see cref="MaxRecords"/>.</summary>
    public const int DefaultMaxRecords = 50_000;

    /// <summary>How soon the next poll must return to join the transaction of the previous one.</summary>
    public static readonly TimeSpan PollGrace = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads a connector's configuration.</summary>
    /// <param name="config">The configuration, with variables resolved.</param>
    /// <param name="flushInterval">The worker's commit interval.</param>
    /// <exception cref="ConfigException">A value is invalid.</exception>
    public static TransactionSettings Read(IReadOnlyDictionary<string, string?> config, TimeSpan flushInterval)
    {
        var boundary = config.GetValueOrDefault(ConnectorKeys.TransactionBoundary)?.Trim().ToLowerInvariant() switch
        {
            null or "" or "poll" => TransactionBoundary.Poll,
            "interval" => TransactionBoundary.Interval,
            "connector" => TransactionBoundary.Connector,
            var other => throw new ConfigException(ConnectorKeys.TransactionBoundary, other, "Must be one of: poll, interval, connector"),
        };
        return new TransactionSettings(
            boundary,
            config.GetValueOrDefault(ConnectorKeys.TransactionBoundaryIntervalMs) is { Length: > 0 } text
                ? TimeSpan.FromMilliseconds(long.Parse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture)) : flushInterval,
            DefaultMaxRecords);
    }

    /// <summary>How long polls may continue to share a transaction: long enough that commits take only a small part of the time.</summary>
    /// <param name="lastCommit">How long the last commit took.</param>
    public static TimeSpan WindowAfter(TimeSpan lastCommit)
    {
        var window = 4 * lastCommit;
        return window < ShortestWindow ? ShortestWindow : window > LongestWindow ? LongestWindow : window;
    }
}
