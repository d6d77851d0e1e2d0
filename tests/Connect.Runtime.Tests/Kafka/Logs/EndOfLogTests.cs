using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Tests.Fakes;

namespace Connect.Runtime.Tests.Kafka.Logs;

public class EndOfLogTests
{
    private readonly FakeAdmin _admin = new();

    [Test, CancelAfter(30_000)]
    public async Task After_a_brokers_start_the_end_is_asked_for_again_until_partitions_have_leaders(CancellationToken cancellationToken)
    {
        _admin.EndFailures.Enqueue(KafkaErrors.Exception("Reading the ends failed", new Error(ErrorCode.Local_NoEnt, "No leaders found")));
        await Log().ReadToEndAsync(cancellationToken);
        Assert.That(_admin.EndFailures, Is.Empty);
    }

    [Test, CancelAfter(30_000)]
    public void Another_error_is_not_repeated(CancellationToken cancellationToken)
    {
        _admin.EndFailures.Enqueue(new KafkaClientException("Not authorized", KafkaErrorKind.NotAuthorized));
        Assert.That(async () => await Log().ReadToEndAsync(cancellationToken), Throws.TypeOf<KafkaClientException>());
    }

    private CompactedLog Log() => new("topic", null!, new LogPositions(), null!, _admin, TimeProvider.System);
}
