using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro;

/// <summary>Maps between Connect and Avro: schemas both ways, and the writers and readers of values.</summary>
/// <remarks>
/// Keeps what it converted and compiled, <see cref="AvroDataOptions.SchemaCacheSize"/> entries of each kind. Safe for use from many threads.
/// Corresponds to <c>io.confluent.connect.avro.AvroData</c>.
/// </remarks>
public sealed partial class AvroData
{
    private readonly AvroDataOptions _options;
    private readonly BoundedCache<Schema, AvroSchema> _fromConnect;
    private readonly BoundedCache<(string, int?), Schema?> _toConnect;
    private readonly BoundedCache<(Schema?, string), AvroEncoder> _encoders;
    private readonly BoundedCache<(string, string, int?), AvroDecoder> _decoders;
    private int _unions = -1;

    /// <summary>Creates a mapping.</summary>
    /// <param name="options">How to map; the defaults when not given.</param>
    public AvroData(AvroDataOptions? options = null)
    {
        _options = options ?? new AvroDataOptions();
        var size = Math.Max(1, _options.SchemaCacheSize);
        _fromConnect = new(size);
        _toConnect = new(size);
        _encoders = new(size);
        _decoders = new(size);
        _records = new(size);
        _targets = new(size);
    }

    /// <summary>The Avro schema of a Connect schema.</summary>
    /// <param name="schema">The Connect schema; null, for values without a schema, gives a record that can hold any of them.</param>
    /// <returns>The Avro schema.</returns>
    /// <exception cref="DataException">Avro cannot express the schema, or two of its types would have one name.</exception>
    public AvroSchema FromConnectSchema(Schema? schema) => schema is null
        ? AvroAnything.Schema
        : _fromConnect.GetOrAdd(schema, static (key, options) => new ConnectToAvro(options).Convert(key), _options);

    /// <summary>The Connect schema of an Avro schema.</summary>
    /// <param name="schema">The Avro schema.</param>
    /// <param name="version">The version that a registry gives it; one in the schema's own properties wins.</param>
    /// <returns>The Connect schema; null for the record that <see cref="FromConnectSchema"/> makes for values without a schema.</returns>
    /// <exception cref="DataException">Connect cannot express the schema.</exception>
    public Schema? ToConnectSchema(AvroSchema schema, int? version = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return _toConnect.GetOrAdd(
            (schema.ToString(), version),
            static (key, state) => state.Schema.Equals(AvroAnything.Schema)
                ? null
                : new AvroToConnect(state.Data._options, () => Interlocked.Increment(ref state.Data._unions)).Convert(state.Schema, key.Item2),
            (Data: this, Schema: schema));
    }

    /// <summary>The writer for values of a Connect schema. Keep it for the next value: finding it again costs more than writing one.</summary>
    /// <param name="connectSchema">The schema of the values; null for values without a schema.</param>
    /// <param name="schema">The schema to write, such as one that a registry prescribes; that of <see cref="FromConnectSchema"/> when not given.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="DataException">Avro cannot express the schema, or values of it cannot be written as the one given.</exception>
    public AvroEncoder Encoder(Schema? connectSchema, AvroSchema? schema = null)
    {
        schema ??= FromConnectSchema(connectSchema);
        return _encoders.GetOrAdd(
            (connectSchema, schema.ToString()),
            static (key, state) => new AvroEncoder(key.Item1, state.Schema, new EncodeCompiler(state.Options).Compile(key.Item1, state.Schema)),
            (Options: _options, Schema: schema));
    }

    /// <summary>The reader of data that was written with an Avro schema. Keep it for the next value: finding it again costs more than reading one.</summary>
    /// <param name="writer">The schema that the data was written with.</param>
    /// <param name="reader">The schema to see it through; the writer's when not given.</param>
    /// <param name="version">The version that a registry gives the schema whose values are read.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="DataException">Connect cannot express the schema, or data of the writer's schema can never be read as the reader's.</exception>
    public AvroDecoder Decoder(AvroSchema writer, AvroSchema? reader = null, int? version = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        reader ??= writer;
        return _decoders.GetOrAdd(
            (writer.ToString(), reader.ToString(), version),
            static (key, state) =>
            {
                var schema = state.Data.ToConnectSchema(state.Reader, key.Item3);
                return new AvroDecoder(state.Writer, schema, new DecodeCompiler(state.Data._options).Compile(state.Writer, state.Reader, schema));
            },
            (Data: this, Writer: writer, Reader: reader));
    }
}
