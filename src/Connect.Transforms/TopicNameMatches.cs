using Connect.Configuration;
using Connect.Connectors;
using Connect.JavaCompatibility.Patterns;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>True for records whose topic's whole name a regular expression matches; false for records without a topic.</summary>
/// <remarks>
/// The syntax is Java's. The answers for the last topics are kept. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.predicates.TopicNameMatches</c>.
/// </remarks>
public sealed class TopicNameMatches : IPredicate<ConnectRecord>
{
    private const string PatternKey = "pattern";

    private readonly TopicCache<bool> _matches;

    /// <summary>Creates the predicate from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public TopicNameMatches(IReadOnlyDictionary<string, string?> config)
        : this(new TopicNameMatchesOptions { Pattern = Config.Parse(config).GetString(PatternKey)! })
    {
    }

    /// <summary>Creates the predicate.</summary>
    /// <param name="options">What to match.</param>
    /// <exception cref="JavaRegexException">The expression is not valid.</exception>
    public TopicNameMatches(TopicNameMatchesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _matches = new(new JavaRegex(options.Pattern).IsFullMatch);
    }

    /// <summary>The key that it reads: <c>pattern</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef().Define(
        PatternKey,
        ConfigType.String,
        ConfigImportance.Medium,
        "The regular expression that a topic's whole name must match.",
        ConfigValidators.Composite(ConfigValidators.NonEmptyString, ConfigValidators.Regex));

    /// <inheritdoc/>
    public bool Test(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Topic is not null && _matches.Get(record.Topic);
    }
}
