using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Tests.Kafka.Translation;

/// <summary>What clients of Kafka 4.3.1 refuse; the texts are theirs.</summary>
internal sealed class JavaClientRulesTests
{
    [TestCase(ClientKind.Producer, "Invalid value -1 for configuration batch.size: Value must be at least 0", "batch.size=-1")]
    [TestCase(ClientKind.Producer, "Invalid value 99 for configuration compression.lz4.level: Value must be no more than 17",
        "compression.lz4.level=99")]
    [TestCase(ClientKind.Producer, "Invalid value 99 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1",
        "compression.gzip.level=99")]
    [TestCase(ClientKind.Producer, "Invalid value -1 for configuration max.block.ms: Value must be at least 0", "max.block.ms=-1")]
    [TestCase(ClientKind.Producer, "Invalid value 2 for configuration acks: String must be one of: all, -1, 0, 1", "acks=2")]
    [TestCase(ClientKind.Producer,
        "Invalid value FOO for configuration security.protocol: String must be one of (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT",
        "security.protocol=FOO")]
    [TestCase(ClientKind.Producer, "Must set retries to non-zero when using the idempotent producer.", "enable.idempotence=true", "retries=0")]
    [TestCase(ClientKind.Producer, "Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.",
        "enable.idempotence=true", "acks=1")]
    [TestCase(ClientKind.Producer,
        "To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current value is 6.",
        "enable.idempotence=true", "max.in.flight.requests.per.connection=6")]
    [TestCase(ClientKind.Producer, "Cannot set a transactional.id without also enabling idempotence.", "transactional.id=t")]
    [TestCase(ClientKind.Producer, "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms",
        "delivery.timeout.ms=30000", "linger.ms=1000")]
    [TestCase(ClientKind.Consumer, "Heartbeat must be set lower than the session timeout", "heartbeat.interval.ms=50000")]
    [TestCase(ClientKind.Consumer, "Heartbeat must be set lower than the session timeout", "session.timeout.ms=2000")]
    [TestCase(ClientKind.Consumer, "session.timeout.ms cannot be set when group.protocol=CONSUMER", "group.protocol=consumer",
        "session.timeout.ms=10000")]
    [TestCase(ClientKind.Consumer, "heartbeat.interval.ms cannot be set when group.protocol=CONSUMER", "group.protocol=Consumer",
        "heartbeat.interval.ms=1000")]
    [TestCase(ClientKind.Consumer, "partition.assignment.strategy cannot be set when group.protocol=CONSUMER", "group.protocol=consumer",
        "partition.assignment.strategy=range")]
    [TestCase(ClientKind.Consumer, "group.remote.assignor cannot be set when group.protocol=CLASSIC", "group.remote.assignor=uniform")]
    [TestCase(ClientKind.Consumer, "The configured group.id should not be an empty string or whitespace.", "group.id= ")]
    [TestCase(ClientKind.Consumer, "Invalid value  for configuration group.instance.id: String must be non-empty", "group.instance.id=")]
    [TestCase(ClientKind.Admin, "The specified value of default.api.timeout.ms must be no smaller than the value of request.timeout.ms.",
        "default.api.timeout.ms=1000")]
    public void Java_refuses(ClientKind kind, string text, params string[] settings)
        => Assert.That(() => Translate(kind, settings), Throws.TypeOf<ConfigException>().With.Message.EqualTo(text));

    [TestCase(ClientKind.Consumer, "max.poll.interval.ms=10000", "session.timeout.ms", "10000")]
    [TestCase(ClientKind.Consumer, "max.poll.interval.ms=2000", "session.timeout.ms", "6000")]
    [TestCase(ClientKind.Consumer, "max.poll.interval.ms=2000", "max.poll.interval.ms", "6000")]
    [TestCase(ClientKind.Consumer, "max.poll.interval.ms=10000,session.timeout.ms=20000", "max.poll.interval.ms", "20000")]
    [TestCase(ClientKind.Consumer, "max.poll.interval.ms=10000,session.timeout.ms=20000", "session.timeout.ms", "20000")]
    [TestCase(ClientKind.Consumer, "max.poll.interval.ms=10000,heartbeat.interval.ms=12000", "max.poll.interval.ms", "45000")]
    [TestCase(ClientKind.Consumer, "fetch.max.bytes=500000", "message.max.bytes", "500000")]
    [TestCase(ClientKind.Consumer, "fetch.max.bytes=0", "fetch.max.bytes", "1000")]
    [TestCase(ClientKind.Consumer, "fetch.min.bytes=0", "fetch.min.bytes", "1")]
    [TestCase(ClientKind.Admin, "reconnect.backoff.ms=5000", "reconnect.backoff.max.ms", "5000")]
    [TestCase(ClientKind.Admin, "reconnect.backoff.ms=5000,reconnect.backoff.max.ms=1000", "reconnect.backoff.max.ms", "5000")]
    [TestCase(ClientKind.Admin, "reconnect.backoff.max.ms=20", "reconnect.backoff.max.ms", "50")]
    [TestCase(ClientKind.Producer, "delivery.timeout.ms=7000,linger.ms=7000,request.timeout.ms=0", "linger.ms", "6999")]
    [TestCase(ClientKind.Producer, "delivery.timeout.ms=0,linger.ms=0,request.timeout.ms=0", "delivery.timeout.ms", "1")]
    [TestCase(ClientKind.Producer, "transactional.id=t,enable.idempotence=true,transaction.timeout.ms=10000,delivery.timeout.ms=40000",
        "delivery.timeout.ms", "10000")]
    [TestCase(ClientKind.Producer, "transactional.id=t,enable.idempotence=true,transaction.timeout.ms=10000,request.timeout.ms=40000",
        "socket.timeout.ms", "10000")]
    public void What_Java_takes_and_the_library_does_not_is_adapted(ClientKind kind, string settings, string native, string value)
        => Assert.That(Translate(kind, settings.Split(',')).Entries[native], Is.EqualTo(value));

    [Test]
    public void Poll_interval_of_the_worker_stays_as_it_is_set()
        => Assert.That(
            Translate(ClientKind.Consumer, "max.poll.interval.ms=10000", "session.timeout.ms=20000").MaxPollInterval,
            Is.EqualTo(TimeSpan.FromSeconds(10)));

    private static TranslatedConfig Translate(ClientKind kind, params string[] settings)
        => ClientConfigTranslator.Translate(new ClientConfig(
            kind, "c", settings.Prepend("bootstrap.servers=localhost:9092").Select(setting => setting.Split('=', 2))
                .ToDictionary(parts => parts[0], parts => (string?)parts[1])));
}
