using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Errors;

/// <summary>What is left out without a log and without a dead-letter queue is told once a minute.</summary>
public sealed class LeftOutReporterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TestLoggerFactory _log = new();

    private string[] Lines => [.. _log.Entries.Select(entry => entry.Message)];

    [Test]
    public async Task First_record_is_told_at_once_and_the_others_together_after_a_minute()
    {
        using var reporter = new LeftOutReporter(new ConnectorTaskId("c", 3), _time, _log.LoggerFor<LeftOutReporter>());
        await reporter.ReportAsync(Source(Stage.KafkaProduce, "too large", 7));
        Assert.That(Lines, Has.Length.EqualTo(1));
        Assert.That(Lines[0], Does.Contain("c-3").And.Contain("too large").And.Contain("source offset {n=7}").And.Contain("errors.log.enable"));

        for (var i = 0; i < 900; i++)
            await reporter.ReportAsync(Source(Stage.KafkaProduce, "too large", 8 + i));
        await reporter.ReportAsync(Source(Stage.ValueConverter, "no such field", 1000));
        Assert.That(Lines, Has.Length.EqualTo(1), "within the minute");

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(Lines, Has.Length.EqualTo(2));
        Assert.That(Lines[1], Does.Contain("901 records in the last 60 s").And.Contain("900 × KAFKA_PRODUCE").And.Contain("1 × VALUE_CONVERTER"));

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.That(Lines, Has.Length.EqualTo(2), "nothing was left out");
        await reporter.ReportAsync(Source(Stage.KafkaProduce, "too large", 2000));
        Assert.That(Lines, Has.Length.EqualTo(3), "the next one is told at once");
    }

    [Test]
    public async Task Task_that_ends_tells_the_rest()
    {
        var reporter = new LeftOutReporter(new ConnectorTaskId("c", 0), _time, _log.LoggerFor<LeftOutReporter>());
        for (var i = 0; i < 3; i++)
            await reporter.ReportAsync(Source(Stage.Transformation, "no such field", i));

        reporter.Dispose();

        Assert.That(Lines, Has.Length.EqualTo(2));
        Assert.That(Lines[1], Does.Contain("2 records"));
    }

    [Test]
    public async Task Records_of_a_sink_have_the_dead_letter_queue_as_remedy_and_their_content_stays_out_of_the_log()
    {
        using var reporter = new LeftOutReporter(new ConnectorTaskId("c", 0), _time, _log.LoggerFor<LeftOutReporter>());
        var consumed = new ConsumedRecord("orders", 2, 41, 0, TimestampType.CreateTime, "secret"u8.ToArray(), "secret"u8.ToArray(), null);

        await reporter.ReportAsync(
            new ErrorReport(new ConnectorTaskId("c", 0), Stage.ValueConverter, "X", new DataException("not JSON"), null, consumed));

        Assert.That(
            Lines.Single(),
            Does.Contain("topic 'orders', partition 2, offset 41").And.Contain("errors.deadletterqueue.topic.name").And.Not.Contain("secret"));
    }

    private static ErrorReport Source(Stage stage, string error, long n) => new(
        new ConnectorTaskId("c", 3), stage, "X", new ConnectException(error),
        new SourceRecord(new SourcePartition("file", "x"), new SourceOffset("n", n), "t", null, null), null);
}
