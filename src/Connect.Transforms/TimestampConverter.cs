using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Records;
using Connect.Transforms.Values;

namespace Connect.Transforms;

/// <summary>Converts timestamps between texts, numbers, and the logical types Date, Time and Timestamp.</summary>
/// <remarks>
/// With a schema the source is what the schema says: a logical type, INT64 or STRING; without one a date, a long or a text. Safe for use by
/// several threads. Corresponds to <c>org.apache.kafka.connect.transforms.TimestampConverter</c>.
/// </remarks>
public sealed class TimestampConverter : ITransform<ConnectRecord>
{
    private const string Purpose = "converting timestamp formats";

    private readonly RecordPart _part;
    private readonly TimestampConverterOptions _options;
    private readonly TimestampTranslation _translation;
    private readonly SchemaCache<Schema> _schemas;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public TimestampConverter(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(TimestampConverterConfig.Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to convert.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The format is missing or not valid.</exception>
    public TimestampConverter(TimestampConverterOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        _part = new(target);
        _options = options;
        _translation = new(options);
        _schemas = new(UpdatedSchema);
    }

    /// <summary>The keys that it reads: <c>field</c>, <c>target.type</c>, <c>format</c>, <c>unix.precision</c>,
    /// <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = TimestampConverterConfig.Definition();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var value = _part.ValueOf(record);
        if (_part.SchemaOf(record) is not { } schema)
            return _part.Replace(record, null, ApplySchemaless(value));
        if (string.IsNullOrEmpty(_options.Field))
            return _part.Replace(record, _translation.TargetSchema(schema.IsOptional), Convert(value, schema));
        var data = Require.StructOrNull(value, Purpose);
        var updated = _schemas.Get(data?.Schema ?? schema);
        return _part.Replace(record, updated, data is null ? null : Convert(data, updated));
    }

    private object? ApplySchemaless(object? value)
    {
        if (value is null || string.IsNullOrEmpty(_options.Field))
            return Convert(value, null);
        var map = new ConnectMap(Require.Map(value, Purpose));
        map[_options.Field] = Convert(map.TryGetValue(_options.Field, out var old) ? old : null, null);
        return map;
    }

    private object? Convert(object? value, Schema? schema)
    {
        // The schema is looked at even where there is nothing to convert.
        var source = schema is null ? (TimestampTargetType?)null : TimestampTranslation.SourceOf(schema);
        if (value is null)
            return null;
        return _translation.FromMilliseconds(_translation.ToMilliseconds(source ?? TimestampTranslation.SourceOf(value), value));
    }

    private Struct Convert(Struct source, Schema schema)
    {
        var target = new Struct(schema);
        var fields = source.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Name != _options.Field)
                source.CopyTo(fields[i], target, i, _options.ReplaceNullWithDefault);
            else if (!_translation.TryUnboxed(source, fields[i], target))
                target.SetAt(i, Convert(source.Read(fields[i], _options.ReplaceNullWithDefault), fields[i].Schema));
        }
        return target;
    }

    private Schema UpdatedSchema(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        foreach (var field in schema.Fields)
            builder.Field(field.Name, field.Name == _options.Field ? _translation.TargetSchema(field.Schema.IsOptional) : field.Schema);
        if (schema.IsOptional)
            builder.Optional();
        var updated = builder.Build();
        return schema.DefaultValue is Struct data ? updated.WithDefault(Convert(data, updated)) : updated;
    }
}
