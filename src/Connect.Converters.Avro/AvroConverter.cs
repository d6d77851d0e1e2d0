using Connect.Configuration;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Plans;
using Connect.Converters.Avro.Records;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Ids;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Data;
using Connect.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ISchemaRegistryClient = Confluent.SchemaRegistry.ISchemaRegistryClient;

namespace Connect.Converters.Avro;

/// <summary>Converts keys or values from and to Avro, with the schemas in a schema registry that speaks Confluent's REST API.</summary>
/// <remarks>
/// <para>Settings, subjects and bytes are those of <c>io.confluent.connect.avro.AvroConverter</c>, so a .NET and a Java worker read each other's topics and register
/// the same schema once. The default subject name strategy is TopicNameStrategy.</para>
/// <para>Values are Connect's, or, without a Connect schema, an Avro <c>GenericRecord</c> or <c>ISpecificRecord</c> of Apache.Avro, which is written as its own schema. A sink gets
/// Connect's values, or, with <c>avro.record.type</c>, records of those two kinds.</para>
/// <para>Compiled once a schema and topic; after that a record is converted without the registry, and its ValueTask is complete when it is returned. Converters with the
/// same client settings share one client in the process. Safe for concurrent use.</para>
/// </remarks>
[PluginClassName("io.confluent.connect.avro.AvroConverter")]
public sealed partial class AvroConverter : IConverter, IDisposable
{
    private readonly AvroConverterConfig _config;
    private readonly AvroData _data;
    private readonly RegistryLease _lease;
    private readonly WriteSchemas _writeSchemas;
    private readonly ReadSchemas _readSchemas;
    private readonly PlanCache<Schema?, WritePlan> _writePlans;
    private readonly PlanCache<global::Avro.Schema, WritePlan> _recordPlans;
    private readonly PlanCache<SchemaId, ReadPlan> _readPlans;
    private readonly string _header;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>Creates the converter.</summary>
    /// <param name="config">The keys of <see cref="Config"/> and <c>converter.type</c>: <c>key</c> for record keys, else values.</param>
    /// <param name="logger">Told of schemas without a version, and of outages that did no harm; null for nobody.</param>
    /// <exception cref="ConfigException">A key is missing or its value not valid.</exception>
    public AvroConverter(IReadOnlyDictionary<string, string?> config, ILogger<AvroConverter>? logger = null)
        : this(config, RegistryPool.Process, TimeProvider.System, null, logger)
    {
    }

    /// <summary>Creates the converter on a registry client of the application.</summary>
    /// <param name="config">The keys of <see cref="Config"/> and <c>converter.type</c>; those of the client's connection, such as <c>schema.registry.url</c>, are not used.</param>
    /// <param name="registry">The client. It is not disposed here, and may be shared.</param>
    /// <param name="logger">Told of schemas without a version, and of outages that did no harm; null for nobody.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public AvroConverter(IReadOnlyDictionary<string, string?> config, ISchemaRegistryClient registry, ILogger<AvroConverter>? logger = null)
        : this(config, RegistryPool.Process, TimeProvider.System, registry ?? throw new ArgumentNullException(nameof(registry)), logger)
    {
    }

    internal AvroConverter(
        IReadOnlyDictionary<string, string?> config, RegistryPool pool, TimeProvider clock, ISchemaRegistryClient? client = null, ILogger<AvroConverter>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        var options = AvroDataOptions.FromConfig(config);
        _config = AvroConverterConfig.Parse(config, needsUrl: client is null);
        _clock = clock;
        _logger = logger ?? NullLogger<AvroConverter>.Instance;
        if (client is not null && config.GetValueOrDefault(AvroConverterKeys.Url) is { Length: > 0 } url)
            Log.ClientOfTheApplication(_logger, RegistryUrl.WithoutUser(url));

        _data = new AvroData(options);
        _header = SchemaIdHeaders.NameOf(_config.IsKey);
        _lease = pool.Rent(RegistryClientConfig.Parse(config, needsUrl: client is null), client);
        var subjects = SubjectNameStrategies.Create(config, _config.IsKey, _lease.Registry);
        _writeSchemas = new WriteSchemas(_config, _lease.Registry, subjects);
        _readSchemas = new ReadSchemas(_config, _lease.Registry, subjects);
        _writePlans = new PlanCache<Schema?, WritePlan>(options.SchemaCacheSize);
        _recordPlans = new PlanCache<global::Avro.Schema, WritePlan>(options.SchemaCacheSize);
        _readPlans = new PlanCache<SchemaId, ReadPlan>(options.SchemaCacheSize);
    }

    /// <summary>The keys of the converter, those of the mapping and of the registry client included.</summary>
    public static ConfigDef Config { get; } = AvroConverterKeys.Define(needsUrl: true);

    /// <summary>The keys for a converter on a client of the application: no URL is needed.</summary>
    internal static ConfigDef ConfigWithClient { get; } = AvroConverterKeys.Define(needsUrl: false);

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(headers);
        if (value is null && (schema is null || schema.IsOptional))
            return new((byte[]?)null);

        if (schema is null && RecordEncode.TryGetSchema(value, out var recordSchema))
            return WriteRecord(topic, headers, recordSchema, value!, cancellationToken);

        var plan = _writePlans.Find(topic, schema);
        return plan is null || IsOver(plan.Until)
            ? ResolveAndWriteAsync(_writePlans, schema, plan, new StructWriting(_data, schema), topic, headers, value, cancellationToken)
            : new(Write(plan, headers, value));
    }

    /// <inheritdoc/>
    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(headers);
        if (data is null)
            return new(SchemaAndValue.Null);

        var id = IdOf(topic, headers, data, out var length);
        var plan = _readPlans.Find(topic, id);
        return plan is null || IsOver(plan.Until)
            ? ResolveAndReadAsync(plan, topic, id, data, length, cancellationToken)
            : new(plan.Decoder.Read(data.AsSpan(length)));
    }

    /// <summary>Gives up this converter's share of the registry client.</summary>
    public void Dispose() => _lease.Dispose();

    private ValueTask<byte[]?> WriteRecord(string topic, RawHeaders headers, global::Avro.Schema schema, object value, CancellationToken cancellationToken)
    {
        var plan = _recordPlans.Find(topic, schema);
        return plan is null || IsOver(plan.Until)
            ? ResolveAndWriteAsync(_recordPlans, schema, plan, new RecordWriting(_data, schema), topic, headers, value, cancellationToken)
            : new(Write(plan, headers, value));
    }

    private byte[]? Write(WritePlan plan, RawHeaders headers, object? value)
    {
        var data = plan.Encoder.Encode(value, plan.Prefix);
        if (plan.Header is not null && data is not null)
            SchemaIdHeaders.Add(headers, _header, plan.Header);

        return data;
    }
}
