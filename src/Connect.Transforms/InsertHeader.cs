using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Adds a header with a fixed value to every record.</summary>
/// <remarks>
/// A value from a configuration is parsed as Kafka Connect parses header texts: <c>1.0</c> is the INT8 1. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.InsertHeader</c>.
/// </remarks>
public sealed class InsertHeader : ITransform<ConnectRecord>
{
    private const string HeaderKey = "header";
    private const string LiteralKey = "value.literal";

    private readonly ConnectHeader _header;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public InsertHeader(IReadOnlyDictionary<string, string?> config)
        : this(Parse(Config.Parse(config)))
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to insert.</param>
    public InsertHeader(InsertHeaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _header = new(options.Header, options.Value.Schema, options.Value.Value);
    }

    /// <summary>The keys that it reads: <c>header</c>, <c>value.literal</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(HeaderKey, ConfigType.String, ConfigImportance.High, "The header's key.", ConfigKeys.NonNullString)
        .Define(LiteralKey, ConfigType.String, ConfigImportance.High, "The header's value; its type is inferred from the text.",
            ConfigKeys.NonNullString);

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record with { Headers = record.Headers.Duplicate().Add(_header) };
    }

    private static InsertHeaderOptions Parse(ParsedConfig config) => new()
    {
        Header = config.GetString(HeaderKey)!,
        Value = ValueParser.Parse(config.GetString(LiteralKey)) ?? SchemaAndValue.Null,
    };
}
