using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Fields;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Takes nested structs, or without a schema nested maps, apart: the field <c>b</c> of the field <c>a</c> becomes <c>a.b</c>.</summary>
/// <remarks>
/// Arrays stay as they are; a map within a struct is an error. What is nested in an optional struct becomes optional. Nesting deeper than 1000 is
/// refused. Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.Flatten</c>.
/// </remarks>
public sealed class Flatten : ITransform<ConnectRecord>
{
    private const string DelimiterKey = "delimiter";
    private const string Purpose = "flattening";

    private readonly RecordPart _part;
    private readonly string _delimiter;
    private readonly SchemaCache<FlattenPlan> _plans;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public Flatten(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(new FlattenOptions
        {
            Delimiter = Config.Parse(config).GetString(DelimiterKey)
            ?? throw new ConfigException(DelimiterKey, null, "Flatten needs a delimiter, if an empty one")
        }, target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">How to name fields.</param>
    /// <param name="target">What to work on.</param>
    public Flatten(FlattenOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Delimiter, nameof(options));
        _part = new(target);
        _delimiter = options.Delimiter;
        _plans = new(schema => FlattenPlan.Of(schema, _delimiter));
    }

    /// <summary>The key that it reads: <c>delimiter</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(DelimiterKey, ConfigType.String, ".", ConfigImportance.Medium,
            "What stands between the names of a nested field and of what it is nested in.");

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_part.ValueOf(record) is not { } value)
            return record;
        if (_part.SchemaOf(record) is null)
            return _part.Replace(record, null, MapFlattening.Flatten(Require.Map(value, Purpose), _delimiter));
        var data = Require.Struct(value, Purpose);
        var plan = _plans.Get(data.Schema);
        return _part.Replace(record, plan.Schema, plan.Apply(data));
    }
}
