using Connect.Connectors;
using Connect.Converters;
using Connect.Data;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Pipeline;

/// <summary>Turns what a source task returned into what the producer sends: transforms, then the converters of headers, key and value.</summary>
/// <remarks>Used by one flow. The headers of an encoded record are used again for the next one.</remarks>
internal sealed class SourceRecordEncoder(TransformChain transforms, ConverterSet converters, RetryWithTolerance retry, ProcessingContext context)
{
    private readonly RawHeaders _headers = new();

    /// <summary>Encodes a record.</summary>
    /// <param name="record">The record as the task returned it.</param>
    /// <param name="cancellationToken">Ends the wait between attempts.</param>
    /// <returns>The record to send; null when it is left out: dropped by a transform, or skipped because its error is tolerated.</returns>
    /// <exception cref="ConnectException">An error that is not tolerated.</exception>
    public async ValueTask<ProducerRecord?> EncodeAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        context.MoveTo(record);
        var changed = transforms.IsEmpty ? record : await transforms.ApplyAsync(record, cancellationToken).ConfigureAwait(false);
        if (changed is null)
            return null;

        _headers.Clear();
        if (changed.HasHeaders && !await EncodeHeadersAsync(changed, cancellationToken).ConfigureAwait(false))
            return null;
        var key = await EncodeAsync(Stage.KeyConverter, converters.Key, converters.KeyClass, changed.Topic, changed.KeySchema, changed.Key, cancellationToken).ConfigureAwait(false);
        if (key.IsSkipped)
            return null;
        var value = await EncodeAsync(Stage.ValueConverter, converters.Value, converters.ValueClass, changed.Topic, changed.ValueSchema, changed.Value, cancellationToken).ConfigureAwait(false);
        return value.IsSkipped
            ? null
            : new ProducerRecord(changed.Topic, changed.Partition, key.Value, value.Value, RecordTimestamp.Check(changed.Timestamp), _headers.Count == 0 ? null : _headers);
    }

    private ValueTask<Attempt<byte[]?>> EncodeAsync(
        Stage stage, IConverter converter, string className, string topic, Schema? schema, object? value, CancellationToken cancellationToken) =>
        retry.ExecuteAsync(
            stage,
            className,
            (Converter: converter, Topic: topic, Headers: _headers, Schema: schema, Value: value),
            static (state, cancellationToken) => state.Converter.FromConnectDataAsync(state.Topic, state.Headers, state.Schema, state.Value, cancellationToken),
            cancellationToken);

    private async ValueTask<bool> EncodeHeadersAsync(ConnectRecord record, CancellationToken cancellationToken)
    {
        foreach (var header in record.Headers)
        {
            var attempt = await retry.ExecuteAsync(
                Stage.HeaderConverter,
                converters.HeaderClass,
                (Converter: converters.Header, record.Topic, Header: header),
                static (state, _) => ValueTask.FromResult(state.Converter.FromConnectHeader(state.Topic, state.Header.Key, state.Header.Schema, state.Header.Value)),
                cancellationToken).ConfigureAwait(false);
            if (attempt.IsSkipped)
                return false;
            _headers.Add(header.Key, attempt.Value);
        }

        return true;
    }
}
