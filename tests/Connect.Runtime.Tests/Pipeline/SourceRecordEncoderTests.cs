using System.Buffers;
using Connect.Connectors;
using Connect.Converters;
using Connect.Data;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Pipeline;

public sealed class SourceRecordEncoderTests
{
    private readonly ScriptedConverter _key = new();
    private readonly ScriptedConverter _value = new();

    [Test]
    public async Task Key_and_value_are_what_the_converters_wrote([Values] bool isAsynchronous, [Values(1, 600, 3_000_000)] int size)
    {
        (_key.IsAsynchronous, _value.IsAsynchronous) = (isAsynchronous, isAsynchronous);
        var encoder = Encoder();

        // The value makes the buffer grow after the key was written; the next record is small again.
        foreach (var (key, value) in new (byte[], byte[])[] { ([1, 2], Filled(size, 3)), (Filled(size, 4), [5]), ([], [6]) })
        {
            Assert.That(await encoder.EncodeAsync(Record(key, value), CancellationToken.None));
            Assert.That(encoder.Encoded.Key, Is.EqualTo(key));
            Assert.That(encoder.Encoded.Value, Is.EqualTo(value));
        }
    }

    [Test]
    public async Task Null_is_null_and_nothing_is_nothing([Values] bool isAsynchronous)
    {
        (_key.IsAsynchronous, _value.IsAsynchronous) = (isAsynchronous, isAsynchronous);
        var encoder = Encoder();
        await encoder.EncodeAsync(Record([1], [2]), CancellationToken.None);

        Assert.That(await encoder.EncodeAsync(Record([], null), CancellationToken.None));

        Assert.That(encoder.Encoded.Key.Array, Is.Not.Null, "Empty, not null.");
        Assert.That(encoder.Encoded.Key, Is.Empty);
        Assert.That(encoder.Encoded.Value.Array, Is.Null, "A tombstone.");
    }

    [Test]
    public async Task What_a_failed_attempt_wrote_is_discarded([Values] bool isAsynchronous)
    {
        (_value.IsAsynchronous, _value.Failures) = (isAsynchronous, 2);
        var encoder = Encoder(new ErrorPolicy { RetryTimeout = TimeSpan.FromMinutes(1) });

        Assert.That(await encoder.EncodeAsync(Record([1], [2, 3]), CancellationToken.None));

        Assert.That(encoder.Encoded.Key, Is.EqualTo(new byte[] { 1 }));
        Assert.That(encoder.Encoded.Value, Is.EqualTo(new byte[] { 2, 3 }));
    }

    [Test]
    public async Task What_a_skipped_record_wrote_is_not_in_the_next_one()
    {
        _value.Failures = 1;
        var encoder = Encoder(new ErrorPolicy { Tolerance = ErrorTolerance.All });

        Assert.That(await encoder.EncodeAsync(Record([1], [2, 3]), CancellationToken.None), Is.False);
        Assert.That(await encoder.EncodeAsync(Record([4], [5]), CancellationToken.None));

        Assert.That(encoder.Encoded.Key, Is.EqualTo(new byte[] { 4 }));
        Assert.That(encoder.Encoded.Value, Is.EqualTo(new byte[] { 5 }));
    }

    [Test]
    public async Task Array_of_the_connector_is_not_copied()
    {
        byte[] value = [1, 2, 3];
        var encoder = Encoder(value: new ByteArrayConverter());

        Assert.That(await encoder.EncodeAsync(Record([4], value), CancellationToken.None));

        Assert.That(encoder.Encoded.Value.Array, Is.SameAs(value));
    }

    [Test]
    public async Task Record_without_an_array_of_its_own_allocates_nothing()
    {
        var encoder = Encoder(key: new StringConverter(), value: new StringConverter());
        var record = Record(null, null) with { ValueSchema = Schema.String, Value = new string('x', 100) };
        await encoder.EncodeAsync(record, CancellationToken.None);
        var (before, encoded) = (GC.GetAllocatedBytesForCurrentThread(), 0);

        for (var i = 0; i < 100; i++)
            encoded += await encoder.EncodeAsync(record, CancellationToken.None) ? 1 : 0;

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / encoded, Is.LessThan(100), "bytes for a record");
    }

    private static byte[] Filled(int size, byte with) => [.. Enumerable.Repeat(with, size)];

    private static SourceRecord Record(byte[]? key, byte[]? value) => new(null, null, "t", null, key, null, value);

    private SourceRecordEncoder Encoder(ErrorPolicy? policy = null, IConverter? key = null, IConverter? value = null)
    {
        var time = new ImpatientTime();
        var context = new ProcessingContext(new ConnectorTaskId("c", 0));
        var retry = new RetryWithTolerance(
            policy ?? new ErrorPolicy(), context, new ErrorReports([new FakeReporter()]), new ErrorCounts(time), time,
            NullLogger<RetryWithTolerance>.Instance);
        var converters = new ConverterSet(key ?? _key, "Key", value ?? _value, "Value", new BytesConverter(), "Header");
        return new SourceRecordEncoder(new TransformChain([], retry), converters, retry, context);
    }

    /// <summary>Waits for nothing.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }

    /// <summary>Writes bytes one by one, and fails after the first one as often as it is told to.</summary>
    private sealed class ScriptedConverter : IConverter
    {
        public bool IsAsynchronous { get; set; }

        public int Failures { get; set; }

        public ValueTask<byte[]?> FromConnectDataAsync(
            string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
            throw new NotSupportedException("A source writes into its buffer.");

        public async ValueTask<bool> FromConnectDataAsync(
            string topic, RawHeaders headers, Schema? schema, object? value, IBufferWriter<byte> output, CancellationToken cancellationToken)
        {
            if (Failures > 0)
                output.Write<byte>([99]);
            if (IsAsynchronous)
                await Task.Yield();
            if (Failures-- > 0)
                throw new RetriableConnectException("busy");
            foreach (var one in (byte[]?)value ?? [])
                output.Write<byte>([one]);
            return value is not null;
        }

        public ValueTask<SchemaAndValue> ToConnectDataAsync(
            string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
