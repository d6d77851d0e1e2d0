using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>True for records that have a header with a key.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.predicates.HasHeaderKey</c>.</remarks>
public sealed class HasHeaderKey : IPredicate<ConnectRecord>
{
    private const string NameKey = "name";

    private readonly string _name;

    /// <summary>Creates the predicate from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public HasHeaderKey(IReadOnlyDictionary<string, string?> config)
        : this(new HasHeaderKeyOptions
        {
            Name = Config.Parse(config).GetString(NameKey)
            ?? throw new ConfigException(NameKey, null, "HasHeaderKey needs a name")
        })
    {
    }

    /// <summary>Creates the predicate.</summary>
    /// <param name="options">What to look for.</param>
    public HasHeaderKey(HasHeaderKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Name);
        _name = options.Name;
    }

    /// <summary>The key that it reads: <c>name</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(NameKey, ConfigType.String, ConfigImportance.Medium, "The header's key.", ConfigValidators.NonEmptyString);

    /// <inheritdoc/>
    public bool Test(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.HasHeaders && record.Headers.LastWithName(_name) is not null;
    }
}
