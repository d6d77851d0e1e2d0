using System.Buffers;
using Connect.Configuration;
using Connect.Converters.Json;
using Connect.Converters.Json.Reading;
using Connect.Converters.Json.Writing;
using Connect.Data;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes keys, values and headers as JSON, with the schema beside each one or without, and reads them.</summary>
/// <remarks>
/// <para>What it writes is equal to the last byte to what <c>org.apache.kafka.connect.json.JsonConverter</c> writes, so that keys go to the same
/// partitions. It reads what that reads, with the same leniencies: numbers wrap around, a member of another kind becomes 0, false or null, what
/// follows the first value is not looked at.</para>
/// <para>A schema is compiled once, into a writer and a reader that move numbers between JSON and <see cref="Struct"/> without boxing them.</para>
/// <para>Thread-safe. All methods complete synchronously.</para>
/// </remarks>
[PluginClassName("org.apache.kafka.connect.json.JsonConverter")]
public sealed class JsonConverter : IConverter, IHeaderConverter
{
    private readonly JsonConverterOptions _options;
    private readonly JsonValueReader _reader;
    private readonly LruCache<Schema, JsonWriteProgram> _programs;
    private readonly JsonWriteProgram _schemaless;
    private CompiledSchema? _lastWritten;
    private JsonOutput? _idleOutput;

    /// <summary>Creates a converter with typed options.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    public JsonConverter(JsonConverterOptions? options = null)
    {
        _options = options ?? new JsonConverterOptions();
        _reader = new JsonValueReader(_options);
        _programs = new LruCache<Schema, JsonWriteProgram>(_options.SchemasCacheSize, EqualityComparer<Schema>.Default);
        _schemaless = JsonWriteProgram.Compile(null, _options);
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    /// <exception cref="DataException"><c>schema.content</c> is not a schema.</exception>
    public JsonConverter(IReadOnlyDictionary<string, string?> config)
        : this(JsonConverterConfig.Parse(config))
    {
    }

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = JsonConverterConfig.Define();

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        new(Write(topic, schema, value));

    /// <inheritdoc/>
    public ValueTask<bool> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Fill(topic, schema, value) is not { } json)
            return new(false);
        output.Write(json.Written);
        Release(json);
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        new(Read(topic, data));

    /// <inheritdoc/>
    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) => Write(topic, schema, value);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) => Read(topic, value);

    private SchemaAndValue Read(string topic, byte[]? data) => data is null ? SchemaAndValue.Null : _reader.Read(data, topic);

    private byte[]? Write(string topic, Schema? schema, object? value)
    {
        if (Fill(topic, schema, value) is not { } json)
            return null;
        var bytes = json.ToArray();
        Release(json);
        return bytes;
    }

    /// <summary>Writes a value into a buffer, which the caller releases; null for Kafka's null.</summary>
    private JsonOutput? Fill(string topic, Schema? schema, object? value)
    {
        if (schema is null && value is null)
            return null;
        var output = Interlocked.Exchange(ref _idleOutput, null) ?? new JsonOutput();
        var isFilled = false;
        try
        {
            ProgramFor(schema).Run(output, value);
            isFilled = true;
            return output;
        }
        catch (DataException e)
        {
            throw JsonFailure.Locate(e, $"The value for topic '{topic}' cannot be written as JSON at {output.Path}");
        }
        finally
        {
            if (!isFilled)
                Release(output);
        }
    }

    private void Release(JsonOutput output)
    {
        output.Reset();
        _idleOutput = output;
    }

    private JsonWriteProgram ProgramFor(Schema? schema)
    {
        if (schema is null)
            return _schemaless;
        if (Volatile.Read(ref _lastWritten) is { } last && ReferenceEquals(last.Schema, schema))
            return last.Program;
        if (!_programs.TryGet(schema, out var program))
        {
            program = JsonWriteProgram.Compile(schema, _options);
            _programs.Put(schema, program);
        }

        Volatile.Write(ref _lastWritten, new CompiledSchema(schema, program));
        return program;
    }

    private sealed record CompiledSchema(Schema Schema, JsonWriteProgram Program);
}
