using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Wraps the key or value into a struct, or without a schema into a map, of one field.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.HoistField</c>.</remarks>
public sealed class HoistField : ITransform<ConnectRecord>
{
    private const string FieldKey = "field";

    private readonly RecordPart _part;
    private readonly string _field;
    private readonly SchemaCache<Schema> _schemas;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public HoistField(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(new HoistFieldOptions
        {
            Field = Config.Parse(config).GetString(FieldKey)
            ?? throw new ConfigException(FieldKey, null, "HoistField needs a field")
        }, target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="target">What to work on.</param>
    public HoistField(HoistFieldOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Field, nameof(options));
        _part = new(target);
        _field = options.Field;
        _schemas = new(schema => SchemaBuilder.Struct().Field(_field, schema).Build());
    }

    /// <summary>The key that it reads: <c>field</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(FieldKey, ConfigType.String, ConfigImportance.Medium, "The name of the field that holds the former key or value.");

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var value = _part.ValueOf(record);
        if (_part.SchemaOf(record) is not { } schema)
            return _part.Replace(record, null, new ConnectMap(1) { [_field] = value });
        var data = new Struct(_schemas.Get(schema));
        data.SetAt(0, value);
        return _part.Replace(record, data.Schema, data);
    }
}
