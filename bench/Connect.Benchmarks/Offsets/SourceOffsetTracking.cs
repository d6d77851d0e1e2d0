using BenchmarkDotNet.Attributes;
using Connect.Connectors;
using Connect.Runtime.Offsets;

namespace Connect.Benchmarks.Offsets;

/// <summary>What it costs a record that its offset is tracked: submitted in the runs in which the source loop does it, acknowledged in the order of
/// the broker, taken off, handed out.</summary>
[MemoryDiagnoser]
public class SourceOffsetTracking
{
    private const int Records = 16_384;
    private const int Run = 64;

    private readonly SourceOffsetTracker<Tracked> _tracker = new(submitted => new Tracked(submitted));
    private readonly Tracked[] _submitted = new Tracked[Records];
    private SourceRecord[] _records = [];

    /// <summary>How many source partitions (files, tables) the records come from, in turns.</summary>
    [Params(1, 100)]
    public int Partitions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var partitions = Enumerable.Range(0, Partitions).Select(i => new SourcePartition("table", $"t{i}")).ToArray();
        _records = [.. Enumerable.Range(0, Records)
            .Select(i => new SourceRecord(partitions[i % Partitions], new SourceOffset("position", (long)i), "topic", null, null))];
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public int Submit_acknowledge_and_commit()
    {
        for (var i = 0; i < Records; i += Run)
            _tracker.Submit(_records.AsSpan(i, Run), _submitted.AsSpan(i, Run));
        foreach (var record in _submitted)
            record.Acknowledge();
        _tracker.Advance();
        return _tracker.TakeCommittable().Count;
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public int Acknowledge_from_the_last_to_the_first()
    {
        for (var i = 0; i < Records; i += Run)
            _tracker.Submit(_records.AsSpan(i, Run), _submitted.AsSpan(i, Run));
        for (var i = Records - 1; i >= 0; i--)
        {
            _submitted[i].Acknowledge();
            if (i % Run == 0)
                _tracker.Advance();
        }

        return _tracker.TakeCommittable().Count;
    }

    private sealed class Tracked(SubmittedRecord<Tracked> submitted)
    {
        public void Acknowledge() => submitted.Acknowledge();
    }
}
