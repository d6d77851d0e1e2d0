using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Creates the record's key of some fields of its value.</summary>
/// <remarks>Safe for use by several threads. Corresponds to <c>org.apache.kafka.connect.transforms.ValueToKey</c>.</remarks>
public sealed class ValueToKey : ITransform<ConnectRecord>
{
    private const string FieldsKey = "fields";
    private const string Purpose = "copying fields from value to key";

    private readonly string[] _fields;
    private readonly bool _replaceNull;
    private readonly SchemaCache<KeyPlan> _plans;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public ValueToKey(IReadOnlyDictionary<string, string?> config)
        : this(Parse(Config.Parse(config)))
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Which fields to make the key of.</param>
    /// <exception cref="ConfigException">No field is named.</exception>
    public ValueToKey(ValueToKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fields.Count == 0)
            throw new ConfigException("ValueToKey needs at least one field.");
        _fields = [.. options.Fields];
        _replaceNull = options.ReplaceNullWithDefault;
        _plans = new(Plan);
    }

    /// <summary>The keys that it reads: <c>fields</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = new ConfigDef()
        .Define(FieldsKey, ConfigType.List, ConfigImportance.High, "The fields of the value to make the key of.",
            ConfigValidators.AnyNonDuplicateValues(emptyAllowed: false, nullAllowed: false))
        .DefineReplaceNull();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.ValueSchema is null)
        {
            var map = Require.Map(record.Value, Purpose);
            var key = new ConnectMap(_fields.Length);
            foreach (var field in _fields)
                key[field] = map.TryGetValue(field, out var value) ? value : null;
            return record with { KeySchema = null, Key = key };
        }
        var data = Require.Struct(record.Value, Purpose);
        var plan = _plans.Get(data.Schema);
        var target = new Struct(plan.Schema);
        for (var i = 0; i < plan.Sources.Length; i++)
            data.CopyTo(plan.Sources[i], target, i, _replaceNull);
        return record with { KeySchema = plan.Schema, Key = target };
    }

    private KeyPlan Plan(Schema schema)
    {
        var builder = SchemaBuilder.Struct();
        var sources = new Field[_fields.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = schema.Field(_fields[i]) ?? throw new DataException($"Field does not exist: {_fields[i]}");
            builder.Field(_fields[i], sources[i].Schema);
        }
        return new(builder.Build(), sources);
    }

    private static ValueToKeyOptions Parse(ParsedConfig config) =>
        new() { Fields = config.GetList(FieldsKey), ReplaceNullWithDefault = config.ReplaceNull() };

    private sealed record KeyPlan(Schema Schema, Field[] Sources);
}
