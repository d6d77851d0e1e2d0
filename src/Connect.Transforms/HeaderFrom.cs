using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Copies or moves fields of the key or value into headers.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.HeaderFrom</c>.</remarks>
public sealed class HeaderFrom : ITransform<ConnectRecord>
{
    private const string FieldsKey = "fields";
    private const string HeadersKey = "headers";
    private const string OperationKey = "operation";

    private readonly RecordPart _part;
    private readonly HeaderFromOptions _options;
    private readonly string _purpose;
    private readonly SchemaCache<FieldSelection> _selections;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public HeaderFrom(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Which fields to make headers of.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">There are no fields, or not as many headers.</exception>
    public HeaderFrom(HeaderFromOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fields.Count != options.Headers.Count)
            throw new ConfigException("'fields' config must have the same number of elements as 'headers' config.");
        if (options.Fields.Count == 0)
            throw new ConfigException("HeaderFrom needs at least one field.");
        _part = new(target);
        _options = options;
        _purpose = options.Operation == HeaderOperation.Move ? "header move" : "header copy";
        var moved = new HashSet<string>(options.Fields, StringComparer.Ordinal);
        _selections = new(schema => FieldSelection.Of(schema, field => moved.Contains(field.Name) ? null : field.Name));
    }

    /// <summary>The keys that it reads: <c>fields</c>, <c>headers</c>, <c>operation</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(FieldsKey, ConfigType.List, ConfigImportance.High, "The fields to copy or move into headers.", ConfigKeys.NonEmptyList)
        .Define(HeadersKey, ConfigType.List, ConfigImportance.High, "The key of the header for each field.", ConfigKeys.NonEmptyList)
        .Define(
            OperationKey,
            ConfigType.String,
            ConfigImportance.High,
            "Whether the fields go (move) or stay (copy).",
            ConfigValidators.ValidString("move", "copy"))
        .DefineReplaceNull();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _part.SchemaOf(record) is { } schema
            ? ApplyWithSchema(record, schema, Require.Struct(_part.ValueOf(record), _purpose))
            : ApplySchemaless(record, Require.Map(_part.ValueOf(record), _purpose));
    }

    private ConnectRecord ApplySchemaless(ConnectRecord record, IReadOnlyDictionary<object, object?> map)
    {
        var headers = record.Headers.Duplicate();
        for (var i = 0; i < _options.Fields.Count; i++)
            headers.Add(_options.Headers[i], null, map.TryGetValue(_options.Fields[i], out var value) ? value : null);
        if (_options.Operation == HeaderOperation.Copy)
            return record with { Headers = headers };
        var rest = new ConnectMap(map);
        foreach (var field in _options.Fields)
            rest.Remove(field);
        return _part.Replace(record, null, rest, headers);
    }

    private ConnectRecord ApplyWithSchema(ConnectRecord record, Schema schema, Struct data)
    {
        var headers = record.Headers.Duplicate();
        for (var i = 0; i < _options.Fields.Count; i++)
        {
            var field = data.Schema.Field(_options.Fields[i]) ?? throw new DataException($"Field does not exist: {_options.Fields[i]}");
            headers.Add(_options.Headers[i], field.Schema, data.Read(field, _options.ReplaceNullWithDefault));
        }
        if (_options.Operation == HeaderOperation.Copy)
            return _part.Replace(record, schema, data, headers);
        var selection = _selections.Get(data.Schema);
        return _part.Replace(record, selection.Schema, selection.Apply(data, _options.ReplaceNullWithDefault), headers);
    }

    private static HeaderFromOptions Parse(ParsedConfig config) => new()
    {
        Fields = config.GetList(FieldsKey),
        Headers = config.GetList(HeadersKey),
        Operation = config.GetString(OperationKey) == "move" ? HeaderOperation.Move : HeaderOperation.Copy,
        ReplaceNullWithDefault = config.ReplaceNull(),
    };
}
