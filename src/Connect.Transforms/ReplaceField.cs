using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Leaves fields out, keeps only some, or renames them.</summary>
/// <remarks>
/// Two fields of one name are an error in a struct; in a map the later one wins. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.ReplaceField</c>.
/// </remarks>
public sealed class ReplaceField : ITransform<ConnectRecord>
{
    private const string ExcludeKey = "exclude";
    private const string IncludeKey = "include";
    private const string RenamesKey = "renames";
    private const string Purpose = "field replacement";

    private readonly RecordPart _part;
    private readonly HashSet<string> _exclude;
    private readonly HashSet<string> _include;
    private readonly Dictionary<string, string> _renames;
    private readonly Dictionary<string, string> _formerNames = new(StringComparer.Ordinal);
    private readonly bool _replaceNull;
    private readonly SchemaCache<FieldSelection> _selections;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public ReplaceField(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Which fields to keep.</param>
    /// <param name="target">What to work on.</param>
    public ReplaceField(ReplaceFieldOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        _part = new(target);
        _exclude = new(options.Exclude, StringComparer.Ordinal);
        _include = new(options.Include, StringComparer.Ordinal);
        _renames = new(options.Renames, StringComparer.Ordinal);
        // A field that is told to keep its name has no other one.
        foreach (var (from, to) in _renames.OrderBy(rename => rename.Key == rename.Value))
            _formerNames[to] = from;
        _replaceNull = options.ReplaceNullWithDefault;
        _selections = new(Select);
    }

    /// <summary>The keys that it reads: <c>exclude</c>, <c>include</c>, <c>renames</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(ExcludeKey, ConfigType.List, "", ConfigImportance.Medium, "The fields to leave out; stronger than include.", AnyFields())
        .Define(IncludeKey, ConfigType.List, "", ConfigImportance.Medium, "The fields to keep; empty for all.", AnyFields())
        .Define(
            RenamesKey,
            ConfigType.List,
            "",
            ConfigImportance.Medium,
            "New names of fields, as old:new.",
            ConfigValidators.Lambda(
                (_, value) => ParseRenames(value as IReadOnlyList<object?> ?? []),
                "list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>"))
        .DefineReplaceNull();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_part.ValueOf(record) is not { } value)
            return record;
        if (_part.SchemaOf(record) is null)
            return _part.Replace(record, null, Select(Require.Map(value, Purpose)));
        var data = Require.Struct(value, Purpose);
        var selection = _selections.Get(data.Schema);
        return _part.Replace(record, selection.Schema, selection.Apply(data, _replaceNull));
    }

    // Kafka Connect finds a field's former name by the new one. For a field that keeps its own name, where another one was to get that name too, it
    // fails or copies the other one's value: that is an error here.
    private FieldSelection Select(Schema schema)
    {
        var selection = FieldSelection.Of(schema, field => NameOf(field.Name));
        foreach (var field in selection.Schema.Fields)
        {
            if (!_formerNames.TryGetValue(field.Name, out var former) || former == field.Name || NameOf(field.Name) != field.Name
                || schema.Field(field.Name) is null)
                continue;
            throw new DataException(schema.Field(former) is null
                ? $"{former} is not a valid field name"
                : $"{former} is renamed to {field.Name} but left out, and there is another field {field.Name}");
        }
        return selection;
    }

    private ConnectMap Select(IReadOnlyDictionary<object, object?> map)
    {
        var selected = new ConnectMap(map.Count);
        foreach (var (key, value) in map)
        {
            if (NameOf(key as string ?? throw new DataException($"[{Purpose}] needs maps with names as keys, found: {JavaText.Of(key)}")) is { } name)
                selected[name] = value;
        }
        return selected;
    }

    private string? NameOf(string field) =>
        _exclude.Contains(field) || (_include.Count > 0 && !_include.Contains(field)) ? null : _renames.GetValueOrDefault(field, field);

    private static IConfigValidator AnyFields() => ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false);

    private static ReplaceFieldOptions Parse(ParsedConfig config) => new()
    {
        Exclude = config.GetList(ExcludeKey),
        Include = config.GetList(IncludeKey),
        Renames = ParseRenames([.. config.GetList(RenamesKey)]),
        ReplaceNullWithDefault = config.ReplaceNull(),
    };

    private static Dictionary<string, string> ParseRenames(IReadOnlyList<object?> items)
    {
        var renames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var parts = Mapping.Split((string)item!);
            if (parts.Length != 2)
                throw new ConfigException(RenamesKey, $"[{string.Join(", ", items)}]", $"Invalid rename mapping: {item}");
            renames[parts[0]] = parts[1];
        }
        return renames;
    }
}
