using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Fields;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Replaces fields by a value of their type that says nothing: zero, the empty text, or a replacement.</summary>
/// <remarks>
/// Null stays null; bytes and structs cannot be masked. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.MaskField</c>.
/// </remarks>
public sealed class MaskField : ITransform<ConnectRecord>
{
    private const string FieldsKey = "fields";
    private const string ReplacementKey = "replacement";
    private const string Purpose = "mask fields";

    private readonly RecordPart _part;
    private readonly HashSet<string> _fields;
    private readonly ValueMask _mask;
    private readonly bool _replaceNull;
    private readonly SchemaCache<bool[]> _masked;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public MaskField(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Which fields to mask.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">No field is named, or the replacement is empty.</exception>
    public MaskField(MaskFieldOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fields.Count == 0)
            throw new ConfigException("MaskField needs at least one field.");
        ConfigValidators.NonEmptyString.EnsureValid(ReplacementKey, options.Replacement);
        _part = new(target);
        _fields = new(options.Fields, StringComparer.Ordinal);
        _mask = new(options.Replacement);
        _replaceNull = options.ReplaceNullWithDefault;
        _masked = new(schema => [.. schema.Fields.Select(field => _fields.Contains(field.Name))]);
    }

    /// <summary>The keys that it reads: <c>fields</c>, <c>replacement</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(FieldsKey, ConfigType.List, ConfigImportance.High, "The fields to mask.",
            ConfigValidators.AnyNonDuplicateValues(emptyAllowed: false, nullAllowed: false))
        .Define(ReplacementKey, ConfigType.String, null, ConfigImportance.Low, "What texts and numbers are replaced by.",
            ConfigValidators.NonEmptyString)
        .DefineReplaceNull();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var value = _part.ValueOf(record);
        var schema = _part.SchemaOf(record);
        if (schema is not null)
            return _part.Replace(record, schema, Mask(Require.Struct(value, Purpose)));
        var map = new ConnectMap(Require.Map(value, Purpose));
        foreach (var field in _fields)
            map[field] = map.TryGetValue(field, out var old) && old is not null ? _mask.Of(old) : null;
        return _part.Replace(record, null, map);
    }

    private Struct Mask(Struct source)
    {
        var target = new Struct(source.Schema);
        var fields = source.Schema.Fields;
        var masked = _masked.Get(source.Schema);
        for (var i = 0; i < masked.Length; i++)
        {
            if (!masked[i])
                source.CopyTo(fields[i], target, i, _replaceNull);
            else if (source.Read(fields[i], _replaceNull) is { } value)
                target.SetAt(i, _mask.Of(value));
            else
                target.SetAt(i, null);
        }
        return target;
    }

    private static MaskFieldOptions Parse(ParsedConfig config) => new()
    {
        Fields = config.GetList(FieldsKey),
        Replacement = config.GetString(ReplacementKey),
        ReplaceNullWithDefault = config.ReplaceNull(),
    };
}
