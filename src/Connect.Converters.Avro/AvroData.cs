using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro;

/// <summary>Converts between Connect and Avro: schemas in both directions, and encoders and decoders for values.</summary>
/// <remarks> Caches converted schemas and compiled encoders and decoders, up to <see cref="AvroDataOptions.SchemaCacheSize"/> entries each.
/// Thread-safe. Corresponds to <c>io.confluent.connect.avro.AvroData</c>.
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
    /// <param name="options">The mapping options; the defaults if null.</param>
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

    /// <summary>Converts a Connect schema to an Avro schema.</summary>
    /// <param name="schema">The Connect schema; null, for values without a schema, returns a record that can hold any value.</param>
    /// <returns>The Avro schema.</returns>
    /// <exception cref="DataException">Avro cannot express the schema, or two of its types would have the same name.</exception>
    public AvroSchema FromConnectSchema(Schema? schema) => schema is null
        ? AvroAnything.Schema
        : _fromConnect.GetOrAdd(schema, static (key, options) => new ConnectToAvro(options).Convert(key), _options);

    /// <summary>Converts an Avro schema to a Connect schema.</summary>
    /// <param name="schema">The Avro schema.</param>
    /// <param name="version">The version in the registry; a version in the schema's own properties takes precedence.</param>
    /// <returns>The Connect schema; null for the record that <see cref="FromConnectSchema"/> returns for values without a schema.</returns>
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

    /// <summary>Returns the encoder for values of a Connect schema. Keep it for further values: looking it up costs more than encoding a
    /// value.</summary>
    /// <param name="connectSchema">The schema of the values; null for values without a schema.</param>
    /// <param name="schema">The Avro schema to write, for example from a registry; if null, the schema that <see cref="FromConnectSchema"/>
    /// returns.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="DataException">Avro cannot express the Connect schema, or its values cannot be written with the given Avro
    /// schema.</exception>
    public AvroEncoder Encoder(Schema? connectSchema, AvroSchema? schema = null)
    {
        schema ??= FromConnectSchema(connectSchema);
        return _encoders.GetOrAdd(
            (connectSchema, schema.ToString()),
            static (key, state) => new AvroEncoder(key.Item1, state.Schema, new EncodeCompiler(state.Options).Compile(key.Item1, state.Schema)),
            (Options: _options, Schema: schema));
    }

    /// <summary>Returns the decoder for data that was written with an Avro schema. Keep it for further values: looking it up costs more than decoding
    /// a value.</summary>
    /// <param name="writer">The schema that the data was written with.</param>
    /// <param name="reader">The reader's schema; the writer's if null.</param>
    /// <param name="version">The registry's version of the schema whose values are returned.</param>
    /// <returns>The decoder.</returns>
    /// <exception cref="DataException">Connect cannot express the schema, or data of the writer's schema can never be read with the reader's
    /// schema.</exception>
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
