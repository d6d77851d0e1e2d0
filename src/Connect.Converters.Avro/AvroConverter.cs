using Connect.Configuration;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Plans;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Ids;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Data;
using Connect.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Converters.Avro;

/// <summary>Converts keys or values from and to Avro, with the schemas in a schema registry that speaks Confluent's REST API.</summary>
/// <remarks>
/// <para>Settings, subjects and bytes are those of <c>io.confluent.connect.avro.AvroConverter</c>, so a .NET and a Java worker read each other's topics and register
/// the same schema once. The default subject name strategy is TopicNameStrategy.</para>
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
    private readonly PlanCache<SchemaId, ReadPlan> _readPlans;
    private readonly string _header;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>Creates the converter.</summary>
    /// <param name="config">The keys of <see cref="Config"/> and <c>converter.type</c>: <c>key</c> for record keys, else values.</param>
    /// <param name="logger">Told of schemas without a version, and of outages that did no harm; null for nobody.</param>
    /// <exception cref="ConfigException">A key is missing or its value not valid.</exception>
    public AvroConverter(IReadOnlyDictionary<string, string?> config, ILogger<AvroConverter>? logger = null)
        : this(config, RegistryPool.Process, TimeProvider.System, logger)
    {
    }

    internal AvroConverter(IReadOnlyDictionary<string, string?> config, RegistryPool pool, TimeProvider clock, ILogger<AvroConverter>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        var options = AvroDataOptions.FromConfig(config);
        _config = AvroConverterConfig.Parse(config);
        _clock = clock;
        _logger = logger ?? NullLogger<AvroConverter>.Instance;
        _data = new AvroData(options);
        _header = SchemaIdHeaders.NameOf(_config.IsKey);
        _lease = pool.Rent(RegistryClientConfig.Parse(config));
        var subjects = SubjectNameStrategies.Create(config, _config.IsKey, _lease.Registry);
        _writeSchemas = new WriteSchemas(_config, _lease.Registry, subjects);
        _readSchemas = new ReadSchemas(_config, _lease.Registry, subjects);
        _writePlans = new PlanCache<Schema?, WritePlan>(options.SchemaCacheSize);
        _readPlans = new PlanCache<SchemaId, ReadPlan>(options.SchemaCacheSize);
    }

    /// <summary>The keys of the converter, those of the mapping and of the registry client included.</summary>
    public static ConfigDef Config { get; } = AvroConverterKeys.Define();

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(headers);
        if (value is null && (schema is null || schema.IsOptional))
            return new((byte[]?)null);

        var plan = _writePlans.Find(topic, schema);
        return plan is null || IsOver(plan.Until)
            ? ResolveAndWriteAsync(plan, topic, headers, schema, value, cancellationToken)
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

    private byte[]? Write(WritePlan plan, RawHeaders headers, object? value)
    {
        var data = plan.Encoder.Encode(value, plan.Prefix);
        if (plan.Header is not null && data is not null)
            SchemaIdHeaders.Add(headers, _header, plan.Header);

        return data;
    }
}
