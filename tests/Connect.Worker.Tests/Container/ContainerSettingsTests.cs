using Connect.Configuration;
using Connect.WorkerProgram.Container;

namespace Connect.WorkerProgram.Tests.Container;

public sealed class ContainerSettingsTests
{
    private static readonly Dictionary<string, string?> Least = new()
    {
        ["BOOTSTRAP_SERVERS"] = "kafka:9092",
        ["CONFIG_STORAGE_TOPIC"] = "configs",
        ["OFFSET_STORAGE_TOPIC"] = "offsets",
        ["STATUS_STORAGE_TOPIC"] = "statuses",
    };

    [Test]
    public void The_short_names_of_the_public_images_give_a_whole_worker() =>
        Assert.That(Read(("GROUP_ID", "7"), ("ADVERTISED_HOST_NAME", "me")), Is.EquivalentTo(
        new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = "kafka:9092",
            ["group.id"] = "7",
            ["config.storage.topic"] = "configs",
            ["offset.storage.topic"] = "offsets",
            ["status.storage.topic"] = "statuses",
            ["config.storage.replication.factor"] = "1",
            ["offset.storage.replication.factor"] = "1",
            ["status.storage.replication.factor"] = "1",
            ["rest.advertised.host.name"] = "me",
            ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["plugin.path"] = "/kafka/connect",
            ["listeners"] = "http://0.0.0.0:8083",
        }));

    [TestCase("CONNECT_REPLICATION_FACTOR", "replication.factor")]
    [TestCase("CONNECT_KEY_CONVERTER_SCHEMAS_ENABLE", "key.converter.schemas.enable")]
    [TestCase("CONNECT_A__B_C", "a_b.c")]
    [TestCase("CONNECT_A___B", "a-b")]
    [TestCase("CONNECT_PRODUCER_SASL_JAAS_CONFIG", "producer.sasl.jaas.config")]
    public void A_variable_with_the_prefix_sets_the_key_that_it_spells(string variable, string key) =>
        Assert.That(Read((variable, "x"))[key], Is.EqualTo("x"));

    [Test]
    public void A_variable_with_the_prefix_wins_over_the_short_name() =>
        Assert.That(Read(("CONNECT_BOOTSTRAP_SERVERS", "other:9092"))["bootstrap.servers"], Is.EqualTo("other:9092"));

    [Test]
    public void Without_a_topic_for_statuses_it_is_that_of_the_public_image() =>
        Assert.That(Read(("STATUS_STORAGE_TOPIC", ""))["status.storage.topic"], Is.EqualTo("connect-status"));

    [Test]
    public void An_empty_variable_counts_as_not_set() => Assert.That(Read(("GROUP_ID", ""))["group.id"], Is.EqualTo("1"));

    [Test]
    public void The_port_of_older_images_becomes_a_listener()
    {
        Assert.That(Read(("CONNECT_REST_PORT", "28083"))["listeners"], Is.EqualTo("http://0.0.0.0:28083"));
        Assert.That(Read(("REST_PORT", "28083"), ("REST_HOST_NAME", "127.0.0.1"))["listeners"], Is.EqualTo("http://127.0.0.1:28083"));
        Assert.That(Read(("CONNECT_REST_PORT", "1")), Does.Not.ContainKey("rest.port"));
    }

    [Test]
    public void Listeners_that_are_set_are_kept() =>
        Assert.That(Read(("CONNECT_LISTENERS", "https://0.0.0.0:8443"))["listeners"], Is.EqualTo("https://0.0.0.0:8443"));

    [Test]
    public void Variables_for_the_scripts_of_other_images_set_no_key() =>
        Assert.That(
            Read(("CONNECT_LOG4J_ROOT_LOGLEVEL", "DEBUG"), ("CONNECT_KAFKA_HEAP_OPTS", "-Xmx1g")).Keys,
            Has.None.Contains("log4j").And.None.Contains("heap"));

    [Test]
    public void All_missing_variables_are_named_at_once() => Assert.That(
        () => ContainerSettings.Read([new("BOOTSTRAP_SERVERS", "kafka:9092"), new("STATUS_STORAGE_TOPIC", "s")]),
        Throws.InstanceOf<ConfigException>().With.Message.EqualTo(
            "These environment variables must be set: CONFIG_STORAGE_TOPIC (or CONNECT_CONFIG_STORAGE_TOPIC), OFFSET_STORAGE_TOPIC (or "
                + "CONNECT_OFFSET_STORAGE_TOPIC)."));

    private static Dictionary<string, string?> Read(params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string?>(Least);
        foreach (var (name, value) in more)
            environment[name] = value;
        return ContainerSettings.Read(environment);
    }
}
