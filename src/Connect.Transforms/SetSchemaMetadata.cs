using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Sets the name or the version of the key's or the value's struct schema.</summary>
/// <remarks>
/// A schema of another type is an error, as in Kafka Connect 4.3.1. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.SetSchemaMetadata</c>.
/// </remarks>
public sealed class SetSchemaMetadata : ITransform<ConnectRecord>
{
    private const string NameKey = "schema.name";
    private const string VersionKey = "schema.version";
    private const string Purpose = "updating schema metadata";

    private readonly RecordPart _part;
    private readonly SetSchemaMetadataOptions _options;
    private readonly SchemaCache<Schema> _schemas;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public SetSchemaMetadata(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to set.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">There is nothing to set.</exception>
    public SetSchemaMetadata(SetSchemaMetadataOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Name is null && options.Version is null)
            throw new ConfigException("Neither schema name nor version configured");
        _part = new(target);
        _options = options;
        _schemas = new(schema => schema.WithName(options.Name ?? schema.Name, options.Version ?? schema.Version));
    }

    /// <summary>The keys that it reads: <c>schema.name</c>, <c>schema.version</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(NameKey, ConfigType.String, null, ConfigImportance.High, "The schema's new name.")
        .Define(VersionKey, ConfigType.Int, null, ConfigImportance.High, "The schema's new version.")
        .DefineReplaceNull();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var schema = _part.SchemaOf(record);
        var value = _part.ValueOf(record);
        if (schema is null && value is null)
            return record;
        schema = Require.Schema(schema, Purpose);
        _ = schema.Fields;
        var updated = _schemas.Get(schema);
        if (value is not Struct data)
            return _part.Replace(record, updated, value);
        var copy = new Struct(updated);
        data.CopyAllTo(copy, _options.ReplaceNullWithDefault);
        return _part.Replace(record, updated, copy);
    }

    private static SetSchemaMetadataOptions Parse(ParsedConfig config) => new()
    {
        Name = config.GetString(NameKey),
        Version = config.GetNullable<int>(VersionKey),
        ReplaceNullWithDefault = config.ReplaceNull(),
    };
}
