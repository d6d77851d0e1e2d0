using Connect.Runtime.Errors;
using Connect.Runtime.Sources;
using static Connect.Runtime.Tests.Sources.SourceTaskHarness;

namespace Connect.Runtime.Tests.Sources;

/// <summary>The balance of a source task's records.</summary>
public sealed class SourceAuditTests
{
    private readonly SourceAudit _audit = new();

    [Test]
    public void Records_that_are_left_out_acknowledged_failed_or_in_flight_balance()
    {
        _audit.Polled(10);
        _audit.LeftOut(isSkipped: false);
        _audit.LeftOut(isSkipped: true);
        for (var i = 0; i < 4; i++)
            _audit.Acknowledged();
        _audit.Aborted(1);
        _audit.Failed();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_audit.Balance(() => 4), Is.Null, "the failed record is held back as well");
            Assert.That(
                _audit.Now,
                Is.EqualTo(new[]
                {
                    ("polled", 10L), ("filtered", 1L), ("skipped", 1L), ("acknowledged", 3L), ("aborted", 1L), ("failed", 1L), ("in_flight", 3L),
                }));
        }
    }

    [Test]
    public void Record_that_is_nowhere_is_reported_once_and_counted()
    {
        _audit.Polled(3);
        _audit.Acknowledged();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                _audit.Balance(() => 1), Is.EqualTo("polled 3, filtered 0, skipped 0, acknowledged 1, aborted 0, failed 0, in_flight 1"));
            Assert.That(_audit.Balance(() => 1), Is.Null);
            Assert.That(_audit.Mismatches, Is.EqualTo(1));
        }
    }

    [Test]
    public void Record_that_is_answered_twice_is_reported_when_nothing_else_has_happened_since()
    {
        _audit.Polled(2);
        _audit.Acknowledged();
        _audit.Acknowledged();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_audit.Balance(() => 1), Is.Null, "an answer may be counted just before its record is marked");
            Assert.That(_audit.Balance(() => 1), Is.Not.Null);
            Assert.That(_audit.Balance(() => 1), Is.Null, "once");
        }
    }

    [Test]
    public void Answers_that_arrive_during_a_balance_are_no_mismatch()
    {
        _audit.Polled(2);
        var numbers = _audit.Balance(() =>
        {
            _audit.Acknowledged();
            return 1;
        });
        Assert.That(numbers, Is.Null);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Task_balances_what_it_filters_skips_and_sends(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness(
            new ErrorPolicy { Tolerance = ErrorTolerance.All },
            record => BitConverter.ToInt64((byte[])record.Value!) == 2 ? null : record));
        harness.Converter.ErrorOf = value => value is not null && BitConverter.ToInt64(value) == 3 ? new DataException("bad") : null;
        harness.Task.Return(Record(1), Record(2), Record(3), Record(4));
        await harness.UntilStoredAsync(4, cancellationToken);
        await harness.StopAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                harness.Audit!.Now.Where(entry => entry.Records > 0),
                Is.EqualTo(new[] { ("polled", 4L), ("filtered", 1L), ("skipped", 1L), ("acknowledged", 2L) }));
            Assert.That(harness.Audit.Mismatches, Is.Zero);
        }
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Record_that_goes_missing_after_its_poll_is_logged_as_an_error(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness { MayMismatch = true });
        harness.Task.Return(Record(1), Record(2));
        await harness.UntilStoredAsync(2, cancellationToken);
        harness.Audit!.Polled(1);
        await harness.StopAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(harness.Audit.Mismatches, Is.EqualTo(1));
            Assert.That(harness.Log.Entries.Count(entry => entry.Event.Name == "OutOfBalance"), Is.EqualTo(1));
        }
    }
}
