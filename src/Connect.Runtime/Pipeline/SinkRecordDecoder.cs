using Connect.Connectors;
using Connect.Converters;
using Connect.Data;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Pipeline;

/// <summary>Turns what was read from Kafka into what a sink task takes: the converters of key, value and headers, then transforms.</summary>
/// <remarks>Used by one flow.</remarks>
internal sealed class SinkRecordDecoder(TransformChain transforms, ConverterSet converters, RetryWithTolerance retry, ProcessingContext context, ITopicTracker topics, bool keepsOrigin)
{
    private readonly RawHeaders _noHeaders = new();

    /// <summary>Decodes one record of a batch.</summary>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="index">The record's place in it.</param>
    /// <param name="cancellationToken">Ends the wait between attempts.</param>
    /// <returns>The record for the task; null when it is left out: dropped by a transform, or skipped because its error is tolerated.</returns>
    /// <exception cref="ConnectException">An error that is not tolerated.</exception>
    public async ValueTask<SinkRecord?> DecodeAsync(ArraySegment<ConsumedRecord> batch, int index, CancellationToken cancellationToken)
    {
        context.MoveTo(batch, index);
        var topic = batch[index].Topic;
        var rawHeaders = batch[index].Headers;
        var headers = rawHeaders ?? EmptyHeaders();

        var key = await DecodeAsync(Stage.KeyConverter, converters.Key, converters.KeyClass, topic, headers, batch[index].Key, cancellationToken).ConfigureAwait(false);
        if (key.IsSkipped)
            return null;
        var value = await DecodeAsync(Stage.ValueConverter, converters.Value, converters.ValueClass, topic, headers, batch[index].Value, cancellationToken).ConfigureAwait(false);
        if (value.IsSkipped)
            return null;
        var connectHeaders = rawHeaders is null or { Count: 0 } ? null : await DecodeHeadersAsync(topic, rawHeaders, cancellationToken).ConfigureAwait(false);
        if (connectHeaders is null && rawHeaders is { Count: > 0 })
            return null;

        var record = Compose(batch, index, key.Value, value.Value, connectHeaders);
        topics.Used(topic);
        return transforms.IsEmpty ? record : (SinkRecord?)await transforms.ApplyAsync(record, cancellationToken).ConfigureAwait(false);
    }

    private SinkRecord Compose(ArraySegment<ConsumedRecord> batch, int index, SchemaAndValue key, SchemaAndValue value, ConnectHeaders? headers)
    {
        ref readonly var raw = ref batch.Array![batch.Offset + index];
        return new SinkRecord(
            raw.Topic, raw.Partition, key.Schema, key.Value, value.Schema, value.Value, raw.Offset, RecordTimestamp.Check(raw.Timestamp), raw.TimestampType, headers)
        {
            Origin = keepsOrigin ? new RecordOrigin(raw) : null,
        };
    }

    /// <summary>A converter may add to what it is given; it must not meet what another one added.</summary>
    private RawHeaders EmptyHeaders()
    {
        _noHeaders.Clear();
        return _noHeaders;
    }

    private ValueTask<Attempt<SchemaAndValue>> DecodeAsync(
        Stage stage, IConverter converter, string className, string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        retry.ExecuteAsync(
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
