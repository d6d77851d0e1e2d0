using System.Buffers;
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

/// <summary>Converts keys or values to and from Avro, with schemas in a schema registry that has Confluent's REST API.</summary>
/// <remarks>
/// <para>Settings, subjects and bytes are those of <c>io.confluent.connect.avro.AvroConverter</c>, so a .NET and a Java worker can read each other's
/// topics and share registered schemas. The default subject name strategy is TopicNameStrategy.</para>
/// <para>Accepts Connect values and, without a Connect schema, a <c>GenericRecord</c> or <c>ISpecificRecord</c> of Apache.Avro, which is written with
/// its own schema. A sink receives Connect values or, with <c>avro.record.type</c>, records of those two types.</para>
/// <para>The first record of a schema and topic compiles an encoder or decoder. Later records are converted synchronously, without the registry.
/// Converters with the same client settings share one registry client in the process. Thread-safe.</para>
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
    /// <param name="logger">Receives schemas without a version and outages without consequences; null for none.</param>
    /// <exception cref="ConfigException">A key is missing or its value is invalid.</exception>
    public AvroConverter(IReadOnlyDictionary<string, string?> config, ILogger<AvroConverter>? logger = null)
        : this(config, RegistryPool.Process, TimeProvider.System, null, logger)
    {
    }

    /// <summary>Creates the converter with the application's registry client.</summary>
    /// <param name="config">The keys of <see cref="Config"/> and <c>converter.type</c>; those of the client's connection, such as
    /// <c>schema.registry.url</c>, are not used.</param>
    /// <param name="registry">The client. The converter does not dispose it; it may be shared.</param>
    /// <param name="logger">Receives schemas without a version and outages without consequences; null for none.</param>
    /// <exception cref="ConfigException">A value is invalid.</exception>
    public AvroConverter(IReadOnlyDictionary<string, string?> config, ISchemaRegistryClient registry, ILogger<AvroConverter>? logger = null)
        : this(config, RegistryPool.Process, TimeProvider.System, registry ?? throw new ArgumentNullException(nameof(registry)), logger)
    {
    }

    internal AvroConverter(
        IReadOnlyDictionary<string, string?> config, RegistryPool pool, TimeProvider clock, ISchemaRegistryClient? client = null,
        ILogger<AvroConverter>? logger = null)
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

    /// <summary>The configuration keys of the converter, including those of the mapping and of the registry client.</summary>
    public static ConfigDef Config { get; } = AvroConverterKeys.Define(needsUrl: true);

    /// <summary>The configuration keys of a converter that uses the application's client: no URL is required.</summary>
    internal static ConfigDef ConfigWithClient { get; } = AvroConverterKeys.Define(needsUrl: false);

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken)
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
    public ValueTask<bool> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (schema is null || _writePlans.Find(topic, schema) is not { Header: null } plan || IsOver(plan.Until))
            return WriteAsync(FromConnectDataAsync(topic, headers, schema, value, cancellationToken), output);
        return new(plan.Encoder.Write(value, output, plan.Prefix));

        static async ValueTask<bool> WriteAsync(ValueTask<byte[]?> data, IBufferWriter<byte> output)
        {
            var bytes = await data.ConfigureAwait(false);
            output.Write(bytes);
            return bytes is not null;
        }
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

    /// <summary>Releases this converter's share of the registry client.</summary>
    public void Dispose() => _lease.Dispose();

    private ValueTask<byte[]?> WriteRecord(
        string topic, RawHeaders headers, global::Avro.Schema schema, object value, CancellationToken cancellationToken)
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
