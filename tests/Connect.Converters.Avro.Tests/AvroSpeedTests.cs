using System.Diagnostics;
using Connect.Benchmarks.Avro;

namespace Connect.Converters.Avro.Tests;

/// <summary>A quick check of the bars that the benchmarks measure, with room for a busy machine.</summary>
[Category("Speed")]
[NonParallelizable]
public sealed class AvroSpeedTests
{
    private const int RecordsPerRound = 5_000;

    // An array of 5 + 121 bytes; the measurement itself leaves a little.
    private const long BytesOfResult = 152;
    private const long Tolerance = 1_000;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    private readonly byte[] _header = new byte[5];
    private readonly ApacheAvroTwoStages _apache = new(TenFields.Avro.ToString());

    [Test]
    public void Writing_leaves_no_garbage_but_the_result()
    {
        var encoder = TenFields.Data.Encoder(TenFields.Schema);
        for (var i = 0; i < 1_000; i++)
            encoder.Encode(TenFields.Value, _header);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            encoder.Encode(TenFields.Value, _header);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThanOrEqualTo((BytesOfResult * 1_000) + Tolerance));
    }

    [Test]
    public void Both_write_the_same_bytes() =>
        Assert.That(TenFields.Data.Encoder(TenFields.Schema).Encode(TenFields.Value, _header), Is.EqualTo(_apache.Write(TenFields.Value)));

    [Test]
    public void Writing_is_several_times_as_fast_as_Apache_Avro()
    {
        var encoder = TenFields.Data.Encoder(TenFields.Schema);

        AssertFaster(3, () => encoder.Encode(TenFields.Value, _header), () => _apache.Write(TenFields.Value));
    }

    [Test]
    public void Reading_is_several_times_as_fast_as_Apache_Avro()
    {
        var bytes = _apache.Write(TenFields.Value);
        var decoder = TenFields.Data.Decoder(TenFields.Avro);

        AssertFaster(1.7, () => decoder.Read(bytes.AsSpan(_header.Length)), () => _apache.Read(bytes, TenFields.Schema));
    }

    private static void AssertFaster(double times, Action ours, Action theirs)
    {
        if (typeof(Converters.Avro.AvroData).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false).Cast<DebuggableAttribute>()
            .Any(debug => debug.IsJITOptimizerDisabled))
            Assert.Ignore("Only an optimized build says something about speed.");
        var (fastest, baseline) = (TimeSpan.MaxValue, TimeSpan.MaxValue);

        // Long enough for the just-in-time compiler to come to its best code, which it does in the background.
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Duration)
        {
            fastest = Min(fastest, Measure(ours));
            baseline = Min(baseline, Measure(theirs));
        }

        TestContext.Out.WriteLine(
            $"{baseline / fastest:F1} times as fast: {fastest.TotalNanoseconds / RecordsPerRound:F0} ns instead of "
                + $"{baseline.TotalNanoseconds / RecordsPerRound:F0} ns a record");
        Assert.That(baseline / fastest, Is.GreaterThan(times));
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Measure(Action action)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < RecordsPerRound; i++)
            action();
        return TimeProvider.System.GetElapsedTime(started);
    }
}
