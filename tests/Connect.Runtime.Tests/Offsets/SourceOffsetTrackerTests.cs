using Connect.Connectors;
using Connect.Runtime.Offsets;
using CsCheck;

namespace Connect.Runtime.Tests.Offsets;

public sealed class SourceOffsetTrackerTests
{
    private static readonly SourcePartition Left = new("file", "left");
    private static readonly SourcePartition Right = new("file", "right");

    private readonly SourceOffsetTracker<Record> _tracker = new(submitted => new Record(submitted));

    [Test]
    public void Unacknowledged_record_holds_back_later_offsets()
    {
        var records = Enumerable.Range(1, 3).Select(n => _tracker.Submit(Left, At(n))).ToArray();
        records[0].Acknowledge();
        records[2].Acknowledge();

        Assert.That(Committable(), Is.EqualTo(new[] { (Left, At(1)) }));
        records[1].Acknowledge();
        Assert.That(Committable(), Is.EqualTo(new[] { (Left, At(3)) }));
    }

    [Test]
    public void Unacknowledged_record_holds_back_its_own_partition_alone()
    {
        _tracker.Submit(Left, At(1));
        _tracker.Submit(Right, At(7)).Acknowledge();

        Assert.That(Committable(), Is.EqualTo(new[] { (Right, At(7)) }));
    }

    [Test]
    public void Offset_is_handed_out_once()
    {
        _tracker.Submit(Left, At(1)).Acknowledge();

        Assert.That(Committable(), Has.Count.EqualTo(1));
        Assert.That(Committable(), Is.Empty);
    }

    [Test]
    public void Record_without_a_partition_has_no_offset_and_holds_nobody_back()
    {
        _tracker.Submit(null, At(1));
        _tracker.Submit(Left, At(1)).Acknowledge();
        _tracker.Submit(SourcePartition.Empty, At(2)).Acknowledge();

        Assert.That(Committable(), Is.EquivalentTo(new[] { (Left, At(1)), (SourcePartition.Empty, At(2)) }));
        Assert.That(_tracker.Active, Is.EqualTo(1));
    }

    [Test]
    public void Offset_of_any_shape_comes_back_as_it_was_submitted()
    {
        SourceOffset[] offsets =
        [
            new("position", 7L), new("position", 7), new("position", "7"), new("position", null), new("position", 7.0), SourceOffset.Empty,
            new([new("file", 1L), new("line", 2L)]), new([new("position", 8L)]), new("position", long.MinValue),
        ];

        // Through the same pooled record, one after the other: nothing of an offset is left in the next.
        foreach (var offset in offsets.Concat(offsets.Reverse()))
        {
            _tracker.Submit(Left, offset).Acknowledge();
            Assert.That(Committable(), Is.EqualTo(new[] { (Left, offset) }));
        }
    }

    [Test]
    public void Null_offset_is_committable()
    {
        _tracker.Submit(Left, null).Acknowledge();

        Assert.That(Committable(), Is.EqualTo(new[] { (Left, (SourceOffset?)null) }));
    }

    [Test]
    public void Partitions_that_are_equal_are_one_partition()
    {
        _tracker.Submit(new SourcePartition("file", "x"), At(1));
        _tracker.Submit(new SourcePartition("file", "x"), At(2)).Acknowledge();

        Assert.That(Committable(), Is.Empty);
    }

    [Test]
    public void Stuck_is_what_has_not_moved_since_the_last_look()
    {
        var left = _tracker.Submit(Left, At(1));
        var right = _tracker.Submit(Right, At(1));
        Assert.That(_tracker.FindStuck(), Is.Empty, "they have just come");
        right.Acknowledge();
        right = _tracker.Submit(Right, At(2));
        _tracker.Advance();

        Assert.That(_tracker.FindStuck(), Is.EqualTo(new[] { left }), "the other one has moved");
        Assert.That(_tracker.FindStuck(), Is.EquivalentTo(new[] { left, right }));
        left.Acknowledge();
        right.Acknowledge();
        _tracker.Submit(Left, At(3));
        Assert.That(_tracker.FindStuck(), Is.Empty);
    }

    [Test]
    public void Records_are_used_again()
    {
        var seen = new HashSet<Record>();
        for (var n = 0; n < 1_000; n++)
        {
            var record = _tracker.Submit(n % 2 == 0 ? Left : Right, At(n));
            seen.Add(record);
            record.Acknowledge();
            _tracker.Advance();
        }

        Assert.That(seen, Has.Count.LessThanOrEqualTo(2));
        Assert.That(_tracker.Active, Is.Zero);
    }

    /// <summary>Whatever the order of acknowledgements: committable is the last record before the first unacknowledged one, no more and no
    /// less.</summary>
    [Test]
    public void Committable_offset_is_always_the_acknowledged_prefix() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 200].Array[1, 60]).Sample((partitions, steps) =>
        {
            var tracker = new SourceOffsetTracker<Record>(submitted => new Record(submitted));
            var names = Enumerable.Range(0, partitions).Select(n => new SourcePartition("p", n)).ToArray();
            var model = names.ToDictionary(name => name, _ => new List<(Record Record, bool Acknowledged)>());
            var stored = names.ToDictionary(name => name, _ => 0);
            foreach (var step in steps)
            {
                var name = names[step % partitions];
                var queue = model[name];
                var open = queue.FindIndex(entry => !entry.Acknowledged);
                if (step % 3 == 0 || open < 0)
                {
                    queue.Add((tracker.Submit(name, At(queue.Count + 1)), false));
                }
                else
                {
                    var index = queue.FindIndex(open + (step % (queue.Count - open)), entry => !entry.Acknowledged);
                    index = index < 0 ? open : index;
                    queue[index].Record.Acknowledge();
                    queue[index] = (queue[index].Record, true);
                }

                if (step % 5 == 0)
                    tracker.Advance();
                if (step % 7 == 0)
                    Store(tracker, stored);
            }

            Store(tracker, stored);
            return names.All(name => stored[name] == model[name].TakeWhile(entry => entry.Acknowledged).Count());
        });

    private static SourceOffset At(long n) => new("n", n);

    private static void Store(SourceOffsetTracker<Record> tracker, Dictionary<SourcePartition, int> stored)
    {
        tracker.Advance();
        foreach (var (partition, offset) in tracker.TakeCommittable())
            stored[partition] = (int)(long)offset!["n"]!;
    }

    private List<(SourcePartition, SourceOffset?)> Committable()
    {
        _tracker.Advance();
        return [.. _tracker.TakeCommittable().Select(committable => (committable.Partition, committable.Offset))];
    }

    private sealed class Record(SubmittedRecord<Record> submitted)
    {
        public void Acknowledge() => submitted.Acknowledge();
    }
}
