using Connect.Configuration;
using Connect.Connectors;
using Connect.Transforms.Fields;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Puts one field of the key or value in its place.</summary>
/// <remarks>
/// An unknown field is an error with a schema and null without one. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.ExtractField</c>.
/// </remarks>
public sealed class ExtractField : ITransform<ConnectRecord>
{
    private const string FieldKey = "field";
    private const string SyntaxKey = "field.syntax.version";
    private const string Purpose = "field extraction";

    private readonly RecordPart _part;
    private readonly FieldPath _path;
    private readonly bool _replaceNull;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public ExtractField(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Which field to extract.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The field's path is not valid.</exception>
    public ExtractField(ExtractFieldOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Field, nameof(options));
        _part = new(target);
        _path = FieldPath.Parse(options.Field, options.SyntaxVersion);
        _replaceNull = options.ReplaceNullWithDefault;
    }

    /// <summary>The keys that it reads: <c>field</c>, <c>replace.null.with.default</c>, <c>field.syntax.version</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(FieldKey, ConfigType.String, ConfigImportance.Medium, "The field to extract.")
        .DefineReplaceNull()
        .Define(
            SyntaxKey,
            ConfigType.String,
            "V1",
            ConfigImportance.High,
            "How the field is named: V1 by a plain name, V2 by a path whose steps dots part.",
            ConfigValidators.CaseInsensitiveValidString("V1", "V2"));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The schema has no such field, or the path is empty.</exception>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var value = _part.ValueOf(record);
        if (_part.SchemaOf(record) is not { } schema)
            return _part.Replace(record, null, Require.MapOrNull(value, Purpose) is { } map ? _path.ValueIn(map) : null);
        var data = Require.StructOrNull(value, Purpose);
        var fieldSchema = _path.SchemaIn(data?.Schema ?? schema) ?? throw new ArgumentException($"Unknown field: {_path}");
        return _part.Replace(record, fieldSchema, data is null ? null : _path.ValueIn(data, _replaceNull));
    }

    private static ExtractFieldOptions Parse(ParsedConfig config) => new()
    {
        Field = config.GetString(FieldKey) ?? throw new ConfigException(FieldKey, null, "ExtractField needs a field"),
        SyntaxVersion = string.Equals(config.GetString(SyntaxKey), "V2", StringComparison.OrdinalIgnoreCase)
            ? FieldSyntaxVersion.V2 : FieldSyntaxVersion.V1,
        ReplaceNullWithDefault = config.ReplaceNull(),
    };
}
