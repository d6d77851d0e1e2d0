using Connect.Connectors;
using Connect.Converters;
using Connect.Data;
using Connect.Runtime.Diagnostics.Traces;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Pipeline;

/// <summary>Converts a source task's records for the producer: applies the transforms, then the converters of headers, key and value.</summary>
/// <remarks>Not thread-safe. A record without transforms and headers, whose converters complete synchronously, takes a fast path without a state
/// machine.</remarks>
internal sealed class SourceRecordEncoder(TransformChain transforms, ConverterSet converters, RetryWithTolerance retry, ProcessingContext context)
{
    private readonly RawHeaders _headers = new();
    private readonly RecordWriter _writer = new();
    private ProducerRecord _encoded;

    /// <summary>The record that was encoded last. Its headers and bytes are valid until the next one is encoded.</summary>
    public ref readonly ProducerRecord Encoded => ref _encoded;

    /// <summary>Added to each record as the header <c>traceparent</c>, unless the record already has one; null for nothing.</summary>
    public byte[]? TraceParent { get; set; }

    /// <summary>How many records were left out so far because of an error that is tolerated.</summary>
    public long Skips => retry.Skips;

    /// <summary>Encodes a record.</summary>
    /// <param name="record">The record as the task returned it.</param>
    /// <param name="cancellationToken">Ends the wait between attempts.</param>
    /// <returns>Whether there is a record to send, in <see cref="Encoded"/>. False if it is dropped by a transform, or skipped because its error is
    /// tolerated.</returns>
    /// <exception cref="ConnectException">An error that is not tolerated.</exception>
    public ValueTask<bool> EncodeAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        context.MoveTo(record);
        _headers.Clear();
        _writer.Rewind(0);
        if (!transforms.IsEmpty || record.HasHeaders)
            return EncodeAllAsync(record, cancellationToken);
        RequireTopic(record, record);

        var key = EncodeKeyAsync(record, cancellationToken);
        if (!key.IsCompletedSuccessfully)
            return EncodeRestAsync(record, key, cancellationToken);
        var encodedKey = key.Result;
        if (encodedKey.IsSkipped)
            return ValueTask.FromResult(false);
        var value = EncodeValueAsync(record, cancellationToken);
        return value.IsCompletedSuccessfully
            ? ValueTask.FromResult(Keep(record, encodedKey.Value, value.Result)) : KeepAsync(record, encodedKey.Value, value);
    }

    private async ValueTask<bool> EncodeAllAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        var changed = transforms.IsEmpty ? record : await transforms.ApplyAsync(record, cancellationToken).ConfigureAwait(false);
        if (changed is not null)
            RequireTopic(changed, record);
        return changed is not null
            && (!changed.HasHeaders || await EncodeHeadersAsync(changed, cancellationToken).ConfigureAwait(false))
            && await EncodeRestAsync(changed, EncodeKeyAsync(changed, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> EncodeRestAsync(
        ConnectRecord record, ValueTask<Attempt<EncodedPart>> encodingKey, CancellationToken cancellationToken)
    {
        var key = await encodingKey.ConfigureAwait(false);
        return !key.IsSkipped && await KeepAsync(record, key.Value, EncodeValueAsync(record, cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask<bool> KeepAsync(ConnectRecord record, EncodedPart key, ValueTask<Attempt<EncodedPart>> encodingValue) =>
        Keep(record, key, await encodingValue.ConfigureAwait(false));

    private bool Keep(ConnectRecord record, EncodedPart key, in Attempt<EncodedPart> value)
    {
        if (value.IsSkipped)
            return false;
        if (TraceParent is { } parent && !_headers.TryGetLast(TaskActivities.TraceParentHeader, out _))
            _headers.Add(TaskActivities.TraceParentHeader, parent);
        _encoded = new ProducerRecord(
            record.Topic, record.Partition, key.In(_writer), value.Value.In(_writer), RecordTimestamp.Check(record.Timestamp),
            _headers.Count == 0 ? null : _headers);
        return true;
    }

    /// <summary>As in Kafka Connect no tolerance helps: a connector that names no topic does so for every record.</summary>
    private static void RequireTopic(ConnectRecord record, SourceRecord original)
    {
        if (!string.IsNullOrEmpty(record.Topic))
            return;
        var remedy = string.IsNullOrEmpty(original.Topic) ? "The connector or a transform must set one" : "A transform removed it";
        throw new ConnectException(
            $"The record of source partition {original.SourcePartition?.ToString() ?? "null"} at source offset "
                + $"{original.SourceOffset?.ToString() ?? "null"} has no topic. "
                + $"{remedy}. Its offset is not stored; a restart reads it again.");
    }

    private ValueTask<Attempt<EncodedPart>> EncodeKeyAsync(ConnectRecord record, CancellationToken cancellationToken) =>
        EncodeAsync(Stage.KeyConverter, converters.Key, converters.KeyClass, record.Topic, record.KeySchema, record.Key, cancellationToken);

    private ValueTask<Attempt<EncodedPart>> EncodeValueAsync(ConnectRecord record, CancellationToken cancellationToken) =>
        EncodeAsync(Stage.ValueConverter, converters.Value, converters.ValueClass, record.Topic, record.ValueSchema, record.Value, cancellationToken);

    private ValueTask<Attempt<EncodedPart>> EncodeAsync(
        Stage stage, IConverter converter, string className, string topic, Schema? schema, object? value, CancellationToken cancellationToken)
    {
        var call = new Call(converter, topic, _headers, schema, value, _writer, _writer.Length);
        ValueTask<EncodedPart> first;
        try
        {
            first = ConvertAsync(call, cancellationToken);
        }
        catch (Exception e)
        {
            first = ValueTask.FromException<EncodedPart>(e);
        }

        return first.IsCompletedSuccessfully
            ? ValueTask.FromResult(new Attempt<EncodedPart>(false, first.Result))
            : retry.ContinueAsync(
                first, stage, className, call, static (call, cancellationToken) => ConvertAsync(call, cancellationToken), cancellationToken);
    }

    private static ValueTask<EncodedPart> ConvertAsync(in Call call, CancellationToken cancellationToken)
    {
        // It hands on the connector's own array; its method for headers does the same without a ValueTask.
        if (call.Converter is ByteArrayConverter bytes)
            return new(EncodedPart.Of(bytes.FromConnectHeader(call.Topic, "", call.Schema, call.Value)));

        call.Writer.Rewind(call.Start);
        var writing = call.Converter.FromConnectDataAsync(call.Topic, call.Headers, call.Schema, call.Value, call.Writer, cancellationToken);
        return writing.IsCompletedSuccessfully
            ? new(EncodedPart.Of(call.Writer, call.Start, writing.Result)) : FinishAsync(writing, call.Writer, call.Start);

        static async ValueTask<EncodedPart> FinishAsync(ValueTask<bool> writing, RecordWriter writer, int start) =>
            EncodedPart.Of(writer, start, await writing.ConfigureAwait(false));
    }

    private async ValueTask<bool> EncodeHeadersAsync(ConnectRecord record, CancellationToken cancellationToken)
    {
        foreach (var header in record.Headers)
        {
            var attempt = await retry.ExecuteAsync(
                Stage.HeaderConverter,
                converters.HeaderClass,
                (Converter: converters.Header, record.Topic, Header: header),
                static (state, _) =>
                    ValueTask.FromResult(state.Converter.FromConnectHeader(state.Topic, state.Header.Key, state.Header.Schema, state.Header.Value)),
                cancellationToken).ConfigureAwait(false);
            if (attempt.IsSkipped)
                return false;
            _headers.Add(header.Key, attempt.Value);
        }

        return true;
    }

    /// <summary>A converter's work for one key or value, from a position of the writer on.</summary>
    private readonly record struct Call(
        IConverter Converter, string Topic, RawHeaders Headers, Schema? Schema, object? Value, RecordWriter Writer, int Start);
}
