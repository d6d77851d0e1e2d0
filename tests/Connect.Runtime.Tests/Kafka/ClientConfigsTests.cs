using Connect.Runtime.Kafka;

namespace Connect.Runtime.Tests.Kafka;

public class ClientConfigsTests
{
    private static readonly Dictionary<string, string?> None = [];

    private readonly ClientConfigs _configs = new(new Dictionary<string, string?>
    {
        ["bootstrap.servers"] = "b:1",
        ["security.protocol"] = "SSL",
        ["key.converter"] = "x",
        ["request.timeout.ms"] = "1",
        ["producer.linger.ms"] = "10",
        ["producer.acks"] = "1",
        ["consumer.fetch.min.bytes"] = "5",
        ["admin.request.timeout.ms"] = "2",
    });

    [Test]
    public void Worker_overrides_defaults_and_the_connector_overrides_the_worker()
    {
        var config =
            _configs.SourceProducer(
                "c", 3, new Dictionary<string, string?> { ["producer.override.linger.ms"] = "20", ["consumer.override.linger.ms"] = "30" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.ClientId, Is.EqualTo("connector-producer-c-3"));
            Assert.That(config.Get("linger.ms"), Is.EqualTo("20"));
            Assert.That(config.Get("acks"), Is.EqualTo("1"));
            Assert.That(config.Get("max.in.flight.requests.per.connection"), Is.EqualTo("1"));
            Assert.That(config.Get("enable.idempotence"), Is.Null);
        }
    }

    [Test]
    public void Producers_and_consumers_inherit_only_the_servers()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_configs.SourceProducer("c", 0, None).Get("security.protocol"), Is.Null);
            Assert.That(_configs.SinkConsumer("c", 0, None).Get("security.protocol"), Is.Null);
            Assert.That(_configs.SinkConsumer("c", 0, None).Get("bootstrap.servers"), Is.EqualTo("b:1"));
            Assert.That(_configs.SinkConsumer("c", 0, None).Get("fetch.min.bytes"), Is.EqualTo("5"));
        }
    }

    [Test]
    public void Administrators_inherit_the_workers_client_keys()
    {
        var config = _configs.TaskAdmin("c", 0, None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.Get("security.protocol"), Is.EqualTo("SSL"));
            Assert.That(config.Get("request.timeout.ms"), Is.EqualTo("2"));
            Assert.That(config.Get("key.converter"), Is.Null);
            Assert.That(_configs.WorkerAdmin("w").Get("request.timeout.ms"), Is.EqualTo("1"));
        }
    }

    [Test]
    public void Group_is_named_after_the_connector_unless_it_is_set()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_configs.SinkConsumer("c", 1, None).GroupId, Is.EqualTo("connect-c"));
            Assert.That(_configs.SinkConsumer("c", 1, None).ClientId, Is.EqualTo("connector-consumer-c-1"));
            Assert.That(
                _configs.SinkConsumer("c", 1, new Dictionary<string, string?> { ["consumer.override.group.id"] = "g" }).GroupId, Is.EqualTo("g"));
        }
    }

    [TestCase("embedded", true)]
    [TestCase("Embedded:orders", true)]
    [TestCase("embedded.example:9092", false)]
    [TestCase("localhost:9092", false)]
    public void Embedded_broker_is_known_by_its_name(string servers, bool expected)
        => Assert.That(
            new ClientConfig(ClientKind.Producer, "c", new Dictionary<string, string?> { ["bootstrap.servers"] = servers }).IsEmbedded,
            Is.EqualTo(expected));
}
