using Avro.Generic;
using Avro.Specific;
using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Records;
using Connect.Data;

namespace Connect.Converters.Avro;

// Conversions of Apache.Avro records, for connectors that have generated classes but also need transforms.
public sealed partial class AvroData
{
    private readonly BoundedCache<global::Avro.Schema, (AvroEncoder Encoder, AvroDecoder Decoder)> _records;
    private readonly BoundedCache<(Schema Schema, Type Target), (AvroEncoder Encoder, AvroDecoder Decoder)> _targets;

    /// <summary>Converts an Apache.Avro record to a struct.</summary>
    /// <param name="record">A <see cref="GenericRecord"/> or <see cref="ISpecificRecord"/>.</param>
    /// <returns>A struct with its schema, which transforms and other converters accept.</returns>
    /// <exception cref="ArgumentException">It is neither of these.</exception>
    /// <exception cref="DataException">The record does not match its own schema, or Connect cannot express the schema.</exception>
    public SchemaAndValue FromRecord(object record)
    {
        if (!RecordEncode.TryGetSchema(record, out var schema))
        {
            throw new ArgumentException(
                $"{record?.GetType().ToString() ?? "null"} is neither a GenericRecord nor an ISpecificRecord.", nameof(record));
        }

        var (encoder, decoder) = _records.GetOrAdd(
            schema,
            static (key, data) =>
            {
                var writing = new RecordWriting(data, key);
                return (writing.Own, data.Decoder(writing.Own.Schema));
            },
            this);
        return decoder.Read(encoder.Encode(record));
    }

    /// <summary>Converts a struct to a <see cref="GenericRecord"/> with the schema that <see cref="FromConnectSchema"/> returns.</summary>
    /// <param name="value">The struct.</param>
    /// <exception cref="DataException">Avro cannot express the schema, or the struct does not match it.</exception>
    public GenericRecord ToGenericRecord(Struct value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var (encoder, decoder) = _targets.GetOrAdd(
            (value.Schema, typeof(GenericRecord)),
            static (key, data) =>
            {
                var encoder = data.Encoder(key.Schema);
                return (encoder, new AvroDecoder(encoder.Schema, null, RecordDecode.Generic(encoder.Schema, encoder.Schema)));
            },
            this);
        return (GenericRecord)decoder.Read(encoder.Encode(value)).Value!;
    }

    /// <summary>Converts a struct to a generated class. Fields are matched by name; a field that only the class has gets its schema's
    /// default.</summary>
    /// <typeparam name="TRecord">The class.</typeparam>
    /// <param name="value">The struct.</param>
    /// <exception cref="DataException">The struct's values do not match the class's schema.</exception>
    public TRecord ToSpecificRecord<TRecord>(Struct value)
        where TRecord : class, ISpecificRecord, new()
    {
        ArgumentNullException.ThrowIfNull(value);
        var (encoder, decoder) = _targets.GetOrAdd(
            (value.Schema, typeof(TRecord)),
            static (key, data) =>
            {
                var schema = new TRecord().Schema;
                var encoder = data.Encoder(key.Schema, ApacheSchemas.ToOurs(schema));
                return (encoder, new AvroDecoder(encoder.Schema, null, RecordDecode.Specific<TRecord>(schema, schema)));
            },
            this);
        return (TRecord)decoder.Read(encoder.Encode(value)).Value!;
    }
}
