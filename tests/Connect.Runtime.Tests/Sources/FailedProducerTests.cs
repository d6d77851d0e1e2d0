using Connect.Runtime.Kafka;
using Connect.Runtime.Workers;
using Connect.Tests;

namespace Connect.Runtime.Tests.Sources;

/// <summary>A producer that has failed for good (wrong credentials, fenced) fails its task at once, also when the source has nothing more to
/// give.</summary>
[CancelAfter(30_000)]
public class FailedProducerTests
{
    [Test]
    public async Task Task_fails_while_its_records_wait_and_its_poll_does(CancellationToken cancellationToken)
    {
        await using var harness = new SourceTaskHarness();
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(SourceTaskHarness.Record(1));
        harness.Worker.Start();
        await harness.UntilAsync(TaskState.Running, cancellationToken);
        await Eventually.Async(() => harness.Producer.Outstanding == 1, "the record is sent", cancellationToken: cancellationToken);

        harness.Producer.Fatal = new KafkaClientException("wrong password", KafkaErrorKind.AuthenticationFailed, isFatal: true);

        await harness.UntilAsync(TaskState.Failed, cancellationToken);
        Assert.That(harness.Trace, Does.Contain("wrong password"));
        Assert.That(await harness.StoredAsync(), Is.Null, "and no offset of what is not acknowledged is kept");
    }
}
