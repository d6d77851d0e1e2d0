using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Transforms;

/// <summary>Removes every header that has one of some keys.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.DropHeaders</c>.</remarks>
public sealed class DropHeaders : ITransform<ConnectRecord>
{
    private const string HeadersKey = "headers";

    private readonly HashSet<string> _keys;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public DropHeaders(IReadOnlyDictionary<string, string?> config)
        : this(new DropHeadersOptions { Headers = Config.Parse(config).GetList(HeadersKey) })
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to drop.</param>
    /// <exception cref="ConfigException">No header is named.</exception>
    public DropHeaders(DropHeadersOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Headers.Count == 0)
            throw new ConfigException("DropHeaders needs at least one header.");
        _keys = new(options.Headers, StringComparer.Ordinal);
    }

    /// <summary>The key that it reads: <c>headers</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef().Define(
        HeadersKey, ConfigType.List, ConfigImportance.High, "The keys of the headers to remove.",
        ConfigValidators.AnyNonDuplicateValues(emptyAllowed: false, nullAllowed: false));

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!record.HasHeaders)
            return record;
        var kept = new ConnectHeaders();
        foreach (var header in record.Headers)
        {
            if (!_keys.Contains(header.Key))
                kept.Add(header);
        }
        return kept.Count == record.Headers.Count ? record : record with { Headers = kept };
    }
}
