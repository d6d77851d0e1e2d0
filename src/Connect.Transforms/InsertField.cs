using Connect.Configuration;
using Connect.Connectors;
using Connect.Data;
using Connect.Transforms.Fields;
using Connect.Transforms.Records;

namespace Connect.Transforms;

/// <summary>Inserts fields with the record's topic, partition, offset or time, or with a fixed text.</summary>
/// <remarks>
/// With a schema the time is a logical Timestamp, without one a plain long, as in Kafka Connect. Safe for use by several threads.
/// Corresponds to <c>org.apache.kafka.connect.transforms.InsertField</c>.
/// </remarks>
public sealed class InsertField : ITransform<ConnectRecord>
{
    private const string Purpose = "field insertion";

    private readonly RecordPart _part;
    private readonly InsertedField? _topic;
    private readonly InsertedField? _partition;
    private readonly InsertedField? _offset;
    private readonly InsertedField? _timestamp;
    private readonly InsertedField? _static;
    private readonly string? _staticValue;
    private readonly bool _replaceNull;
    private readonly SchemaCache<Schema> _schemas;

    /// <summary>Creates the transform from a configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">The configuration is not valid.</exception>
    public InsertField(IReadOnlyDictionary<string, string?> config, RecordTarget target = RecordTarget.Value)
        : this(InsertFieldConfig.Parse(Config.Parse(config)), target)
    {
    }

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What to insert.</param>
    /// <param name="target">What to work on.</param>
    /// <exception cref="ConfigException">There is nothing to insert, or the static field has no value.</exception>
    public InsertField(InsertFieldOptions options, RecordTarget target = RecordTarget.Value)
    {
        ArgumentNullException.ThrowIfNull(options);
        _part = new(target);
        _topic = InsertedField.Parse(options.TopicField);
        _partition = InsertedField.Parse(options.PartitionField);
        _offset = InsertedField.Parse(options.OffsetField);
        _timestamp = InsertedField.Parse(options.TimestampField);
        _static = InsertedField.Parse(options.StaticField);
        _staticValue = options.StaticValue;
        _replaceNull = options.ReplaceNullWithDefault;
        if ((_topic ?? _partition ?? _offset ?? _timestamp ?? _static) is null)
            throw new ConfigException("No field insertion configured");
        if (_static is not null && _staticValue is null)
            throw new ConfigException(InsertFieldConfig.StaticValueKey, null, $"No value specified for static field: {_static.Name}");
        _schemas = new(UpdatedSchema);
    }

    /// <summary>The keys that it reads: <c>topic.field</c>, <c>partition.field</c>, <c>offset.field</c>, <c>timestamp.field</c>, <c>static.field</c>,
    /// <c>static.value</c>, <c>replace.null.with.default</c>.</summary>
    public static ConfigDef Config { get; } = InsertFieldConfig.Definition();

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_part.ValueOf(record) is not { } value)
            return record;
        if (_part.SchemaOf(record) is null)
            return _part.Replace(record, null, Insert(record, new ConnectMap(Require.Map(value, Purpose))));
        var source = Require.Struct(value, Purpose);
        var target = new Struct(_schemas.Get(source.Schema));
        source.CopyAllTo(target, _replaceNull);
        Insert(record, target, source.Schema.Fields.Count);
        return _part.Replace(record, target.Schema, target);
    }

    private ConnectMap Insert(ConnectRecord record, ConnectMap map)
    {
        if (_topic is not null)
            map[_topic.Name] = record.Topic;
        if (_partition is not null && record.Partition is { } partition)
            map[_partition.Name] = partition;
        if (_offset is not null)
            map[_offset.Name] = Require.SinkRecord(record, Purpose).Offset;
        if (_timestamp is not null && record.Timestamp is { } timestamp)
            map[_timestamp.Name] = timestamp;
        if (_static is not null)
            map[_static.Name] = _staticValue;
        return map;
    }

    // The order is that of the schema; partition and time stay unset where the record has none.
    private void Insert(ConnectRecord record, Struct target, int next)
    {
        if (_topic is not null)
            target.SetAt(next++, record.Topic);
        if (_partition is not null && next++ is var partitionAt && record.Partition is { } partition)
            target.SetInt32At(partitionAt, partition);
        if (_offset is not null)
            target.SetInt64At(next++, Require.SinkRecord(record, Purpose).Offset);
        if (_timestamp is not null && next++ is var timestampAt && record.Timestamp is { } timestamp)
            target.SetUnixMillisecondsAt(timestampAt, timestamp);
        if (_static is not null)
            target.SetAt(next, _staticValue);
    }

    private Schema UpdatedSchema(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        foreach (var field in schema.Fields)
            builder.Field(field.Name, field.Schema);
        _topic?.AddTo(builder, Schema.String);
        _partition?.AddTo(builder, Schema.Int32);
        _offset?.AddTo(builder, Schema.Int64);
        _timestamp?.AddTo(builder, LogicalTypes.Timestamp);
        _static?.AddTo(builder, Schema.String);
        return builder.Build();
    }
}
