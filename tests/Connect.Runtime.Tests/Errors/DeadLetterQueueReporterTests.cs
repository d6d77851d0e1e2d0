using System.Text;
using Connect.Connectors;
using Connect.Converters;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;

namespace Connect.Runtime.Tests.Errors;

public sealed class DeadLetterQueueReporterTests
{
    private readonly FakeProducer _producer = new();
    private readonly ErrorCounts _counts = new(TimeProvider.System);

    [Test]
    [CancelAfter(30_000)]
    public async Task Dead_letter_is_the_original_record_with_the_context_after_its_headers(CancellationToken cancellationToken)
    {
        await using var reporter = Reporter(addsContext: true);
        var headers = new RawHeaders();
        headers.Add("__connect.errors.topic", "earlier"u8.ToArray());

        await reporter.ReportAsync(Report(headers)).WaitAsync(cancellationToken);

        var letter = _producer.Delivered.Single();
        Assert.That((letter.Topic, letter.Partition, letter.Timestamp), Is.EqualTo(("dlq", (int?)null, (long?)1795420950852)));
        Assert.That(letter.Key, Is.EqualTo("key4"u8.ToArray()));
        Assert.That(letter.Value, Is.EqualTo("broken again"u8.ToArray()));
        Assert.That(letter.Headers!.Select(header => header.Key), Is.EqualTo(new[]
        {
            "__connect.errors.topic", "__connect.errors.topic", "__connect.errors.partition", "__connect.errors.offset",
            "__connect.errors.connector.name", "__connect.errors.task.id",
            "__connect.errors.stage", "__connect.errors.class.name", "__connect.errors.exception.class.name", "__connect.errors.exception.message",
            "__connect.errors.exception.stacktrace",
        }));
        Assert.That(letter.Headers!.Take(9).Select(header => Encoding.UTF8.GetString(header.Value!)), Is.EqualTo(new[]
        {
            "earlier", "dlq1-in", "0", "3", "c-converter", "0", "VALUE_CONVERTER", "org.apache.kafka.connect.json.JsonConverter",
            "org.apache.kafka.connect.errors.DataException",
        }));
        Assert.That(headers, Has.Count.EqualTo(1), "the consumed record's own headers are left alone");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Queue_of_a_task_that_was_given_up_lets_its_producer_go_at_once_and_takes_nothing_any_more(CancellationToken cancellationToken)
    {
        await using var reporter = Reporter(addsContext: false);

        reporter.Abandon();

        Assert.That(_producer.IsAbandoned, Is.True);
        await Assert.ThrowsAsync<ConnectException>(() => reporter.ReportAsync(Report(null)).WaitAsync(cancellationToken));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Without_context_the_record_is_as_it_was(CancellationToken cancellationToken)
    {
        await using var reporter = Reporter(addsContext: false);

        await reporter.ReportAsync(Report(null) with { Consumed = Report(null).Consumed!.Value with { Timestamp = -1 } })
            .WaitAsync(cancellationToken);

        Assert.That(_producer.Delivered.Single().Headers, Is.Null);
        Assert.That(_producer.Delivered.Single().Timestamp, Is.Null);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Dead_letter_that_does_not_arrive_is_a_failure_that_holds_its_offset_back(CancellationToken cancellationToken)
    {
        _producer.ErrorOf = _ => new KafkaClientException("too large", KafkaErrorKind.RecordTooLarge);
        await using var reporter = Reporter(addsContext: false);
        var reports = new ErrorReports([reporter]);
        var failed = new TaskCompletionSource();
        reports.Failed += () => failed.TrySetResult();

        var report = reports.Report(Report(null));

        await Assert.ThatAsync(
            () => report.WaitAsync(cancellationToken), Throws.TypeOf<ConnectException>().With.Message.Contains("dead letter queue dlq"));
        await failed.Task.WaitAsync(cancellationToken);
        Assert.That(reports.Failure, Is.Not.Null);
        Assert.That(reports.LowestPending(new TopicPartition("dlq1-in", 0)), Is.EqualTo(3));
        Assert.That(_counts.DeadLetterFailures, Is.EqualTo(1));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Dead_letter_under_way_holds_its_offset_back_until_it_has_arrived(CancellationToken cancellationToken)
    {
        _producer.AcknowledgesAtOnce = false;
        await using var reporter = Reporter(addsContext: false);
        var reports = new ErrorReports([reporter]);
        var report = reports.Report(Report(null));
        await _producer.WaitForOutstandingAsync(1, cancellationToken);

        Assert.That(reports.LowestPending(new TopicPartition("dlq1-in", 0)), Is.EqualTo(3));
        Assert.That(reports.LowestPending(new TopicPartition("dlq1-in", 1)), Is.Null);
        _producer.Acknowledge();
        await report.WaitAsync(cancellationToken);
        await Eventually.Async(
            () => reports.LowestPending(new TopicPartition("dlq1-in", 0)) is null, "nothing is held back any more",
            cancellationToken: cancellationToken);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Dead_letters_wait_for_room(CancellationToken cancellationToken)
    {
        _producer.AcknowledgesAtOnce = false;
        _producer.Capacity = 1;
        await using var reporter = Reporter(addsContext: false);
        var reports = Enumerable.Range(0, 3).Select(_ => reporter.ReportAsync(Report(null))).ToArray();

        for (var i = 0; i < 3; i++)
        {
            await _producer.WaitForOutstandingAsync(1, cancellationToken);
            _producer.Acknowledge();
        }

        await Task.WhenAll(reports).WaitAsync(cancellationToken);
        Assert.That(_producer.Delivered, Has.Count.EqualTo(3));
    }

    private static ErrorReport Report(RawHeaders? headers) => new(
        new ConnectorTaskId("c-converter", 0),
        Stage.ValueConverter,
        "org.apache.kafka.connect.json.JsonConverter",
        new DataException("Converting byte[] to Kafka Connect data failed due to serialization error: "),
        null,
        new ConsumedRecord("dlq1-in", 0, 3, 1795420950852, TimestampType.CreateTime, "key4"u8.ToArray(), "broken again"u8.ToArray(), headers));

    private DeadLetterQueueReporter Reporter(bool addsContext) => new(
        new ErrorPolicy { DeadLetterTopic = "dlq", DeadLetterContextHeaders = addsContext }, _producer, _counts,
        new TestLoggerFactory().LoggerFor<DeadLetterQueueReporter>());
}
