using Connect.Connectors;
using Connect.Converters;
using Connect.Data;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Pipeline;

/// <summary>Converts records read from Kafka for a sink task: applies the converters of key, value and headers, then the transforms.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SinkRecordDecoder(
    TransformChain transforms, ConverterSet converters, RetryWithTolerance retry, ProcessingContext context, ITopicTracker topics, bool keepsOrigin)
{
    private readonly RawHeaders _noHeaders = new();

    /// <summary>How many records were left out so far because of an error that is tolerated.</summary>
    public long Skips => retry.Skips;

    /// <summary>Decodes one record of a batch.</summary>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="index">The record's index in it.</param>
    /// <param name="cancellationToken">Ends the wait between attempts.</param>
    /// <returns>The record for the task; null if it is dropped by a transform, or skipped because its error is tolerated.</returns>
    /// <exception cref="ConnectException">An error that is not tolerated.</exception>
    public ValueTask<SinkRecord?> DecodeAsync(ArraySegment<ConsumedRecord> batch, int index, CancellationToken cancellationToken)
    {
        context.MoveTo(batch, index);
        ref readonly var raw = ref batch.Array![batch.Offset + index];
        var headers = raw.Headers ?? EmptyHeaders();
        var key = Start(converters.Key, raw.Topic, headers, raw.Key, cancellationToken);
        if (!key.IsCompletedSuccessfully)
            return DecodeKeyAsync(key, batch, index, headers, cancellationToken);
        var decodedKey = key.Result;
        var value = Start(converters.Value, raw.Topic, headers, raw.Value, cancellationToken);
        if (!value.IsCompletedSuccessfully || raw.Headers is not null)
            return DecodeValueAsync(decodedKey, value, batch, index, headers, cancellationToken);

        // Fast path: nothing to wait for, no headers.
        var record = Compose(batch, index, decodedKey, value.Result, null);
        topics.Used(raw.Topic);
        return transforms.IsEmpty ? new(record) : TransformAsync(record, cancellationToken);
    }

    private static ValueTask<SchemaAndValue> Start(
        IConverter converter, string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken)
    {
        try
        {
            return converter.ToConnectDataAsync(topic, headers, data, cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<SchemaAndValue>(e);
        }
    }

    private async ValueTask<SinkRecord?> DecodeKeyAsync(
        ValueTask<SchemaAndValue> attempt, ArraySegment<ConsumedRecord> batch, int index, RawHeaders headers, CancellationToken cancellationToken)
    {
        var key = await ContinueAsync(
            attempt, Stage.KeyConverter, converters.Key, converters.KeyClass, batch[index].Topic, headers, batch[index].Key,
            cancellationToken).ConfigureAwait(false);
        if (key.IsSkipped)
            return null;
        var value = Start(converters.Value, batch[index].Topic, headers, batch[index].Value, cancellationToken);
        return await DecodeValueAsync(key.Value, value, batch, index, headers, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SinkRecord?> DecodeValueAsync(
        SchemaAndValue key, ValueTask<SchemaAndValue> attempt, ArraySegment<ConsumedRecord> batch, int index, RawHeaders headers,
        CancellationToken cancellationToken)
    {
        var topic = batch[index].Topic;
        var rawHeaders = batch[index].Headers;
        var value = await ContinueAsync(
            attempt, Stage.ValueConverter, converters.Value, converters.ValueClass, topic, headers, batch[index].Value,
            cancellationToken).ConfigureAwait(false);
        if (value.IsSkipped)
            return null;
        var connectHeaders = rawHeaders is null or { Count: 0 }
            ? null : await DecodeHeadersAsync(topic, rawHeaders, cancellationToken).ConfigureAwait(false);
        if (connectHeaders is null && rawHeaders is { Count: > 0 })
            return null;

        var record = Compose(batch, index, key, value.Value, connectHeaders);
        topics.Used(topic);
        return transforms.IsEmpty ? record : await TransformAsync(record, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<SinkRecord?> TransformAsync(SinkRecord record, CancellationToken cancellationToken)
    {
        var transforming = transforms.ApplyAsync(record, cancellationToken);
        return transforming.IsCompletedSuccessfully ? new((SinkRecord?)transforming.Result) : AwaitAsync(transforming);

        static async ValueTask<SinkRecord?> AwaitAsync(ValueTask<ConnectRecord?> transforming) =>
            (SinkRecord?)await transforming.ConfigureAwait(false);
    }

    private SinkRecord Compose(ArraySegment<ConsumedRecord> batch, int index, SchemaAndValue key, SchemaAndValue value, ConnectHeaders? headers)
    {
        ref readonly var raw = ref batch.Array![batch.Offset + index];
        return new SinkRecord(
            raw.Topic, raw.Partition, key.Schema, key.Value, value.Schema, value.Value, raw.Offset, RecordTimestamp.Check(raw.Timestamp),
            raw.TimestampType, headers)
        {
            Origin = keepsOrigin ? new RecordOrigin(raw) : null,
        };
    }

    /// <summary>Empty headers for a converter, which may add to them; it must not see what another converter added.</summary>
    private RawHeaders EmptyHeaders()
    {
        _noHeaders.Clear();
        return _noHeaders;
    }

    private ValueTask<Attempt<SchemaAndValue>> ContinueAsync(
        ValueTask<SchemaAndValue> attempt, Stage stage, IConverter converter, string className, string topic, RawHeaders headers, byte[]? data,
        CancellationToken cancellationToken) =>
        attempt.IsCompletedSuccessfully
            ? ValueTask.FromResult(new Attempt<SchemaAndValue>(false, attempt.Result))
            : retry.ContinueAsync(
                attempt,
                stage,
                className,
                (Converter: converter, Topic: topic, Headers: headers, Data: data),
                static (state, cancellationToken) => state.Converter.ToConnectDataAsync(state.Topic, state.Headers, state.Data, cancellationToken),
                cancellationToken);

    private async ValueTask<ConnectHeaders?> DecodeHeadersAsync(string topic, RawHeaders rawHeaders, CancellationToken cancellationToken)
    {
        var headers = new ConnectHeaders();
        for (var i = 0; i < rawHeaders.Count; i++)
        {
            var attempt = await retry.ExecuteAsync(
                Stage.HeaderConverter,
                converters.HeaderClass,
                (Converter: converters.Header, Topic: topic, Header: rawHeaders[i]),
                static (state, _) => ValueTask.FromResult(state.Converter.ToConnectHeader(state.Topic, state.Header.Key, state.Header.Value)),
                cancellationToken).ConfigureAwait(false);
            if (attempt.IsSkipped)
                return null;
            headers.Add(rawHeaders[i].Key, attempt.Value);
        }

        return headers;
    }
}
