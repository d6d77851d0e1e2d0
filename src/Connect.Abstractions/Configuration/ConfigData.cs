namespace Connect.Configuration;

/// <summary>What a <see cref="IConfigProvider"/> found. Printing it prints none of the values.</summary>
/// <param name="data">The values by key.</param>
/// <param name="timeToLive">How long they are good for: a connector that uses them is restarted after that, unless its <c>config.action.reload</c> is
/// <c>none</c>. Null or negative: for good.</param>
public sealed class ConfigData(IReadOnlyDictionary<string, string> data, TimeSpan? timeToLive = null)
{
    /// <summary>Nothing found.</summary>
    public static ConfigData Empty { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The values by key.</summary>
    public IReadOnlyDictionary<string, string> Data { get; } = data;

    /// <summary>How long they are good for; null for good.</summary>
    public TimeSpan? TimeToLive { get; } = timeToLive;
}
