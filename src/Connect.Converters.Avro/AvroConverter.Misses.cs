using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Plans;
using Connect.Converters.Avro.Records;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Ids;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro;

// The slow path: the first time that a schema and topic are seen.
public sealed partial class AvroConverter
{
    private async ValueTask<byte[]?> ResolveAndWriteAsync<TKey>(
        PlanCache<TKey, WritePlan> plans, TKey key, WritePlan? old, IValueWriting writing, string topic, RawHeaders headers, object? value,
        CancellationToken cancellationToken)
    {
        // Encode first: a value that does not match its schema fails before the schema is registered.
        writing.Own.Encode(value);
        WritePlan plan;
        try
        {
            plan = await WritePlanAsync(topic, writing, cancellationToken).ConfigureAwait(false);
        }
        catch (RetriableConnectException outage) when (old is not null)
        {
            // The latest version could not be refreshed. Keep using the current one until the registry is available.
            Log.LatestNotRefreshed(_logger, topic, outage);
            plan = old with { Until = Until() };
        }
        catch (ConnectException failure)
        {
            throw About($"Failed to serialize Avro data from topic {topic}", failure);
        }

        plans.Set(topic, key, plan);
        return Write(plan, headers, value);
    }

    private async ValueTask<WritePlan> WritePlanAsync(string topic, IValueWriting writing, CancellationToken cancellationToken)
    {
        var ours = writing.Own;
        var (registered, avro) = await _writeSchemas.ResolveAsync(topic, ours.Schema, cancellationToken).ConfigureAwait(false);
        var encoder = ReferenceEquals(avro, ours.Schema) ? ours : writing.As(avro);
        var until = !_config.AutoRegister && _config.UseSchemaId is null && _config.UsesLatest ? Until() : null;
        if (_config.WritePlace == SchemaIdPlace.Prefix)
        {
            return registered.Id is { } id
                ? new WritePlan(encoder, SchemaId.Of(id).ToBytes(), null, until)
                : throw new DataException("The schema registry sent no id for the schema.");
        }

        return registered.Guid is { } guid
            ? new WritePlan(encoder, [], SchemaId.Of(guid).ToBytes(), until)
            : throw new DataException("The schema registry sends no GUIDs, which HeaderSchemaIdSerializer needs; use PrefixSchemaIdSerializer.");
    }

    private async ValueTask<SchemaAndValue> ResolveAndReadAsync(
        ReadPlan? old, string topic, SchemaId id, byte[] data, int length, CancellationToken cancellationToken)
    {
        ReadPlan plan;
        try
        {
            plan = await ReadPlanAsync(topic, id, cancellationToken).ConfigureAwait(false);
        }
        catch (RetriableConnectException outage) when (old is not null)
        {
            Log.LatestNotRefreshed(_logger, topic, outage);
            plan = old with { Until = Until() };
        }
        catch (ConnectException failure)
        {
            throw About($"Failed to deserialize data for topic {topic} to Avro", failure);
        }

        _readPlans.Set(topic, id, plan);
        return plan.Decoder.Read(data.AsSpan(length));
    }

    private async ValueTask<ReadPlan> ReadPlanAsync(string topic, SchemaId id, CancellationToken cancellationToken)
    {
        var schema = await _readSchemas.ResolveAsync(topic, id, cancellationToken).ConfigureAwait(false);
        if (schema.Version is null)
            Log.VersionUnknown(_logger, id.ToString(), topic, schema.Subject);

        return new ReadPlan(DecoderOf(schema), _config.UsesLatest ? Until() : null);
    }

    private AvroDecoder DecoderOf(ReadSchema schema)
    {
        var reader = schema.Reader ?? schema.Writer;
        return _config.RecordForm == RecordForm.Struct || reader is not AvroRecordSchema
            ? _data.Decoder(schema.Writer, schema.Reader, schema.Version)
            : new AvroDecoder(
                schema.Writer, null, _config.RecordForm == RecordForm.Generic
                    ? RecordDecode.Generic(schema.Writer, reader) : RecordDecode.Specific(schema.Writer, reader));
    }

    private SchemaId IdOf(string topic, RawHeaders headers, byte[] data, out int length)
    {
        length = 0;
        if (_config.ReadPlace == SchemaIdPlace.Configuration)
            return _config.UseSchemaId
                ?? throw new DataException($"ConfigSchemaIdDeserializer needs {AvroConverterKeys.UseSchemaId} or {AvroConverterKeys.UseSchemaGuid}.");

        if (_config.ReadPlace == SchemaIdPlace.HeaderOrPrefix && headers.Count > 0 && headers.TryGetLast(_header, out var header)
            && header is not null)
        {
            return SchemaId.TryRead(header, out var named, out var read) && read == header.Length
                ? named
                : throw new DataException($"Failed to deserialize data for topic {topic} to Avro: header {_header} holds no schema id.");
        }

        return SchemaId.TryRead(data, out var id, out length)
            ? id
            : throw new DataException(
                $"Failed to deserialize data for topic {topic} to Avro: "
                    + $"{(data.Length > 0 && data[0] > SchemaId.GuidMagic ? "Unknown magic byte!" : "too short for a schema id.")}");
    }

    private bool IsOver(long? until) => until is { } timestamp && _clock.GetTimestamp() >= timestamp;

    private long? Until() =>
        _config.LatestTtl is { } ttl ? _clock.GetTimestamp() + (long)(ttl.TotalSeconds * _clock.TimestampFrequency) : null;

    // Keep the exception type, which decides how the error is handled, and add the topic to the message.
    private static ConnectException About(string what, ConnectException failure)
    {
        var text = $"{what}: {failure.Message}";
        return failure switch
        {
            RetriableConnectException => new RetriableConnectException(text, failure),
            SchemaNotFoundException => new SchemaNotFoundException(text, failure),
            IncompatibleSchemaException => new IncompatibleSchemaException(text, failure),
            DataException => new DataException(text, failure),
            ConfigException => new ConfigException(text, failure),
            _ => new ConnectException(text, failure),
        };
    }
}
