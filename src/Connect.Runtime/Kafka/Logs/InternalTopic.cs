using System.Globalization;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>One internal topic as the worker's keys describe it.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Key">The worker's key that names it.</param>
/// <param name="Purpose">What is in it, in Java's words.</param>
/// <param name="Partitions">How many partitions it gets when it is created; -1 for the broker's default.</param>
/// <param name="ReplicationFactor">How many replicas; -1 for the broker's default.</param>
/// <param name="Settings">Further settings that it gets.</param>
/// <param name="Ignored">Keys of the worker that have no effect, with the reason in Java's words.</param>
internal sealed record InternalTopic(
    string Name,
    string Key,
    string Purpose,
    int Partitions,
    short ReplicationFactor,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<(string Key, string Value, string Reason)> Ignored)
{
    private const string Policy = "cleanup.policy";

    /// <summary>The topic of configurations: one partition, <c>config.storage.*</c>.</summary>
    /// <param name="worker">The worker's properties, with variables resolved.</param>
    /// <exception cref="ConfigException">A value is missing or not valid.</exception>
    public static InternalTopic Configs(IReadOnlyDictionary<string, string?> worker) =>
        Of(worker, "config.storage.", "connector configurations", null);

    /// <summary>The topic of source offsets: 25 partitions, <c>offset.storage.*</c>.</summary>
    /// <inheritdoc cref="Configs"/>
    public static InternalTopic Offsets(IReadOnlyDictionary<string, string?> worker) => Of(worker, "offset.storage.", "source connector offsets", 25);

    /// <summary>The topic of statuses: 5 partitions, <c>status.storage.*</c>.</summary>
    /// <inheritdoc cref="Configs"/>
    public static InternalTopic Statuses(IReadOnlyDictionary<string, string?> worker) =>
        Of(worker, "status.storage.", "connector and task statuses", 5);

    /// <summary>Whether it must have exactly one partition.</summary>
    public bool IsSingle => Partitions == 1 && Key == "config.storage.topic";

    /// <summary>The topic to create.</summary>
    public NewTopic ToNewTopic() => new(Name, Partitions, ReplicationFactor, new Dictionary<string, string>(Settings) { [Policy] = "compact" });

    private static InternalTopic Of(IReadOnlyDictionary<string, string?> worker, string prefix, string purpose, int? partitions)
    {
        var key = prefix + "topic";
        if (worker.GetValueOrDefault(key) is not { } name)
            throw new ConfigException($"Missing required configuration \"{key}\" which has no default value.");
        if (string.IsNullOrWhiteSpace(name))
            throw new ConfigException(key, name, "String must be non-empty");
        var settings = new Dictionary<string, string>();
        var ignored = new List<(string, string, string)>();
        foreach (var (given, value) in worker)
        {
            if (value is null || !given.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var setting = given[prefix.Length..];
            if (setting == Policy)
                ignored.Add((given, value, "since compaction is always used"));
            else if (setting == "partitions" && partitions is null)
                ignored.Add((given, value, "since config topic partitions is always 1"));
            else if (setting is not ("topic" or "replication.factor" or "partitions" or ""))
                settings[setting] = value;
        }

        var count = partitions is { } fallback ? Number(worker, prefix + "partitions", fallback) : 1;
        return new InternalTopic(name, key, purpose, count, (short)Number(worker, prefix + "replication.factor", 3), settings, ignored);
    }

    private static int Number(IReadOnlyDictionary<string, string?> worker, string key, int fallback)
    {
        if (worker.GetValueOrDefault(key) is not { } text)
            return fallback;
        if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number > (key.EndsWith("factor", StringComparison.Ordinal) ? short.MaxValue : int.MaxValue))
            throw new ConfigException(key, text, "Not a number of type " + (key.EndsWith("factor", StringComparison.Ordinal) ? "SHORT" : "INT"));
        return number is -1 or > 0 ? number : throw new ConfigException(key, text, "Value must be -1 or a positive number");
    }
}
