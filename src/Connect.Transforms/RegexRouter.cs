using Connect.Configuration;
using Connect.Connectors;
using Connect.JavaCompatibility.Patterns;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Renames the topics whose whole name a regular expression matches.</summary>
/// <remarks>
/// The syntax is Java's. The names of the last topics are kept, so that the expression runs once a topic. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.RegexRouter</c>.
/// </remarks>
public sealed class RegexRouter : ITransform<ConnectRecord>
{
    private const string RegexKey = "regex";
    private const string ReplacementKey = "replacement";

    private readonly TopicCache<string> _routes;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public RegexRouter(IReadOnlyDictionary<string, string?> config)
        : this(Parse(Config.Parse(config)))
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">How to rename topics.</param>
    /// <exception cref="JavaRegexException">The expression is not valid.</exception>
    public RegexRouter(RegexRouterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var regex = new JavaRegex(options.Regex);
        _routes = new(topic => regex.IsFullMatch(topic) ? regex.ReplaceFirst(topic, options.Replacement) : topic);
    }

    /// <summary>The keys that it reads: <c>regex</c>, <c>replacement</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(RegexKey, ConfigType.String, ConfigImportance.High, "The regular expression that a topic's whole name must match.",
            ConfigValidators.Regex)
        .Define(ReplacementKey, ConfigType.String, ConfigImportance.High, "What the first match is replaced by.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The replacement is malformed or names a group that does not exist.</exception>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Topic is null)
            throw new DataException("RegexRouter cannot route a record without a topic");
        var topic = _routes.Get(record.Topic);
        return ReferenceEquals(topic, record.Topic) ? record : record with { Topic = topic };
    }

    private static RegexRouterOptions Parse(ParsedConfig config) => new()
    {
        Regex = config.GetString(RegexKey)!,
        Replacement = config.GetString(ReplacementKey) ?? throw new ConfigException(ReplacementKey, null, "RegexRouter needs a replacement"),
    };
}
