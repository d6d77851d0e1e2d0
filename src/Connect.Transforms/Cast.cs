using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;
using Connect.Transforms.Values;

namespace Connect.Transforms;

/// <summary>Casts fields, or the whole key or value, to other types: integers, floating-point numbers, booleans and strings.</summary>
/// <remarks>
/// Numbers narrow by wrapping (300 as INT8 is 44), strings are parsed strictly, dates and times become their encoded numbers or their texts.
/// A field that the record does not have is ignored in a struct and added as null to a map. Not safe for changes while in use; an instance
/// may be shared by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.Cast</c>.
/// </remarks>
public sealed class Cast : ITransform<ConnectRecord>
{
    private const string Purpose = "cast types";

    private readonly RecordPart _part;
    private readonly CastOptions _options;
    private readonly SchemaCache<CastPlan> _plans;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public Cast(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(CastSpec.Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to cast.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">Nothing is to be cast, or both fields and the whole, or to a type that nothing is cast to.</exception>
    public Cast(CastOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Whole is null == (options.Fields.Count == 0))
            throw new ConfigException("Cast needs either a type for the whole or types for fields.");
        foreach (var type in options.Fields.Values.Concat(options.Whole is { } whole ? [whole] : []))
            CastSpec.CheckTarget(type);
        _part = new(target);
        _options = options;
        _plans = new(schema => CastPlan.Of(schema, options));
    }

    /// <summary>The keys that it reads: <c>spec</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(
            CastSpec.Key,
            ConfigType.List,
            ConfigImportance.High,
            "Fields and the types to cast them to, as field:type; or one type alone for the whole key or value. "
            + "Types: int8, int16, int32, int64, float32, float64, boolean, string.",
            CastSpec.Validator)
        .DefineReplaceNull();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_part.ValueOf(record) is not { } value)
            return record;
        return _part.SchemaOf(record) is { } schema ? ApplyWithSchema(record, schema, value) : ApplySchemaless(record, value);
    }

    private ConnectRecord ApplySchemaless(ConnectRecord record, object value)
    {
        if (_options.Whole is { } whole)
            return _part.Replace(record, null, ValueCast.To(whole, null, value));
        var map = new ConnectMap(Require.Map(value, Purpose));
        foreach (var (field, type) in _options.Fields)
            map[field] = ValueCast.To(type, null, map.TryGetValue(field, out var old) ? old : null);
        return _part.Replace(record, null, map);
    }

    private ConnectRecord ApplyWithSchema(ConnectRecord record, Schema schema, object value)
    {
        if (_options.Whole is { } whole)
            return _part.Replace(record, _plans.Get(schema).Target, ValueCast.To(whole, schema, value));
        if (value is not Struct)
            _ = schema.Fields;
        var data = Require.Struct(value, Purpose);
        var plan = _plans.Get(data.Schema);
        return _part.Replace(record, plan.Target, plan.Apply(data, _options.ReplaceNullWithDefault));
    }
}
