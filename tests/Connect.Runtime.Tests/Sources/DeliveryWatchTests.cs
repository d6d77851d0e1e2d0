using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Tasks;
using Connect.Tests;
using static Connect.Runtime.Tests.Sources.SourceTaskHarness;

namespace Connect.Runtime.Tests.Sources;

/// <summary>Records that Kafka does not take although it can be reached are seen in the task's status, with the reason, and once in the
/// log.</summary>
[CancelAfter(30_000)]
public sealed class DeliveryWatchTests
{
    [Test]
    public async Task Missing_topic_is_shown_until_the_records_go_on(CancellationToken cancellationToken)
    {
        await using var harness = await SendAsync(cancellationToken);

        await UntilTroubleAsync(harness, "Topic 't' does not exist", cancellationToken);
        Assert.That(harness.Trouble, Does.Contain("1 are not acknowledged").And.Contain("topic.creation.default"));
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
        for (var i = 0; i < 20; i++)
            await PassAsync(harness, cancellationToken);
        Assert.That(harness.Log.Entries.Count(entry => entry.Event.Name == "TopicMissing"), Is.EqualTo(1));

        harness.Producer.Acknowledge();
        await UntilTroubleAsync(harness, null, cancellationToken);
        Assert.That(harness.Log.Entries.Count(entry => entry.Event.Name == "RecordsAccepted"), Is.EqualTo(1));
    }

    [Test]
    public async Task Topic_that_takes_no_records_is_shown_after_half_a_minute(CancellationToken cancellationToken)
    {
        await using var harness = await SendAsync(cancellationToken);
        harness.Admin.Topics["t"] = true;

        await UntilTroubleAsync(harness, "Kafka is reachable but has not acknowledged records for 't'", cancellationToken);

        Assert.That(harness.Trouble, Does.Contain("min.insync.replicas"));
        Assert.That(
            harness.Log.Entries.Count(entry => entry.Event.Name == "RecordsWait" && entry.Message.Contains("30 s", StringComparison.Ordinal)),
            Is.EqualTo(1));
    }

    [Test]
    public async Task Topic_that_may_not_be_described_is_not_taken_for_missing(CancellationToken cancellationToken)
    {
        await using var harness = await SendAsync(cancellationToken);
        harness.Admin.Failure = new KafkaClientException("not allowed", KafkaErrorKind.NotAuthorized);

        await UntilTroubleAsync(harness, "has not acknowledged", cancellationToken);

        Assert.That(harness.Log.Entries.Select(entry => entry.Event.Name), Has.None.EqualTo("TopicMissing"));
    }

    [Test]
    public async Task Broker_that_is_away_is_not_said_twice(CancellationToken cancellationToken)
    {
        await using var harness = await SendAsync(cancellationToken);
        harness.Producer.Connection = new BrokerConnection("fake", DateTimeOffset.UnixEpoch, "down");

        for (var i = 0; i < 60; i++)
            await PassAsync(harness, cancellationToken);

        Assert.That(harness.Trouble, Is.Empty);
    }

    [Test]
    public async Task Trouble_is_gone_when_the_task_has_ended(CancellationToken cancellationToken)
    {
        await using var harness = await SendAsync(cancellationToken);
        await UntilTroubleAsync(harness, "does not exist", cancellationToken);

        await harness.StopAsync(cancellationToken);

        Assert.That(harness.Trouble, Is.Empty);
    }

    [Test]
    public async Task Record_for_a_topic_that_does_not_exist_is_never_left_out(CancellationToken cancellationToken)
    {
        await using var harness = await SendAsync(cancellationToken, new ErrorPolicy { Tolerance = ErrorTolerance.All });

        harness.Producer.Fail(new KafkaClientException("Local: Unknown topic (Local_UnknownTopic)", KafkaErrorKind.UnknownTopicOrPartition, -188));

        await harness.UntilAsync(TaskState.Failed, cancellationToken);
        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.Null);
        Assert.That(
            harness.Trace,
            Does.Contain("(Local_UnknownTopic). Its offset is not stored").And.Contain("Create the topic").And.Not.Contain("errors.tolerance"));
    }

    private static async Task<SourceTaskHarness> SendAsync(CancellationToken cancellationToken, ErrorPolicy? policy = null)
    {
        var harness = new SourceTaskHarness(policy);
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1));
        harness.Worker.Start();
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        return harness;
    }

    private static async Task PassAsync(SourceTaskHarness harness, CancellationToken cancellationToken)
    {
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
    }

    private static Task UntilTroubleAsync(SourceTaskHarness harness, string? text, CancellationToken cancellationToken) => Eventually.Async(
        async () =>
        {
            await PassAsync(harness, cancellationToken);
            return text is null ? harness.Trouble.Length == 0 : harness.Trouble.Contains(text, StringComparison.Ordinal);
        },
        $"trouble '{text}', but there is '{harness.Trouble}'",
        cancellationToken: cancellationToken);
}
