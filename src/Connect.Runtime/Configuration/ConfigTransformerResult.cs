namespace Connect.Runtime.Configuration;

/// <summary>A configuration with its variables resolved. Printing it prints none of the values.</summary>
/// <param name="data">The configuration.</param>
/// <param name="timesToLive">By path of a provider: how long its values are good for.</param>
internal sealed class ConfigTransformerResult(IReadOnlyDictionary<string, string?> data, IReadOnlyDictionary<string, TimeSpan> timesToLive)
{
    /// <summary>The configuration.</summary>
    public IReadOnlyDictionary<string, string?> Data { get; } = data;

    /// <summary>How long values are good for, by the path they were looked up at.</summary>
    public IReadOnlyDictionary<string, TimeSpan> TimesToLive { get; } = timesToLive;

    /// <summary>The shortest of them; null where there is none.</summary>
    public TimeSpan? TimeToLive => TimesToLive.Count == 0 ? null : TimesToLive.Values.Min();
}
