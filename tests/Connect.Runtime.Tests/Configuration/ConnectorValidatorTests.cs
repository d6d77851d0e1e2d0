using Connect.Configuration;
using Connect.Converters;
using Connect.FileStreams;
using Connect.Plugins;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Tests.Configuration;

public sealed class ConnectorValidatorTests
{
    private const string Secret = "s3cr3t";

    private static readonly Dictionary<string, string?> Worker = new() { ["bootstrap.servers"] = "localhost:9092" };

    [Test]
    public async Task Resolved_values_are_not_given_away()
    {
        var infos = await Validator().ValidateAsync(Source(("topic", "${vault:p:topic}"), ("batch.size", "${vault:p:size}")), CancellationToken.None);
        var entries = infos.Configs.ToDictionary(info => info.Value.Name, info => info.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries["topic"].Value, Is.EqualTo("${vault:p:topic}"));
            Assert.That(
                entries["batch.size"].Errors,
                Is.EqualTo(new[] { "Invalid value ${vault:p:size} for configuration batch.size: Not a number of type INT" }));
            Assert.That(string.Join(" ", infos.Configs.SelectMany(info => info.Value.Errors.Append(info.Value.Value))), Does.Not.Contain(Secret));
        }
    }

    [Test]
    public async Task Overridden_setting_of_a_wrong_type_fails_the_validation_as_in_Kafka_Connect()
    {
        var thrown =
            await Assert.ThrowsAsync<ConfigException>(
                () => Validator().ValidateAsync(Source(("topic", "t"), ("producer.override.batch.size", "x")), CancellationToken.None));
        Assert.That(thrown.Message, Is.EqualTo("Invalid value x for configuration producer.override.batch.size: Not a number of type INT"));
    }

    [Test]
    public async Task Failed_validation_does_not_show_what_a_reference_resolves_to()
    {
        var thrown =
            await Assert.ThrowsAsync<ConfigException>(
                () => Validator().ValidateAsync(Source(("topic", "t"), ("producer.override.batch.size", "${vault:p:size}")), CancellationToken.None));
        Assert.That(thrown.ToString(), Does.Not.Contain(Secret).And.Contain("${vault:p:size}"));
    }

    [Test]
    public async Task Unknown_class_does_not_show_what_its_reference_resolves_to()
    {
        var thrown =
            await Assert.ThrowsAsync<BadRequestException>(
                () => Validator().ValidateAsync(Source(("connector.class", "${vault:p:class}")), CancellationToken.None));
        Assert.That(thrown.ToString(), Does.Not.Contain(Secret).And.Contain("${vault:p:class}"));
    }

    [TestCase("producer.override.delivery.timeout.ms", "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms",
        "producer.override.delivery.timeout.ms=10000")]
    [TestCase("producer.override.linger.ms", "Invalid value -1 for configuration linger.ms: Value must be at least 0",
        "producer.override.linger.ms=-1")]
    [TestCase("producer.override.transactional.id", "Cannot set a transactional.id without also enabling idempotence.",
        "producer.override.transactional.id=tx1")]
    [TestCase("producer.override.transactional.id", "The worker's producers do not use transactions: exactly.once.source.support is not enabled.",
        "producer.override.transactional.id=tx1", "producer.override.enable.idempotence=true")]
    [TestCase("producer.override.ssl.keystore.location",
        "Invalid value /nowhere.jks for configuration ssl.keystore.location: Could not find file '/nowhere.jks'.",
        "producer.override.security.protocol=SSL", "producer.override.ssl.keystore.location=/nowhere.jks",
        "producer.override.ssl.keystore.password=p")]
    public async Task What_could_not_start_is_refused_on_its_key_when_it_is_created(string key, string error, params string[] settings)
    {
        var infos = await Validator().ValidateAsync(
            Source([("topic", "t"), .. settings.Select(setting => setting.Split('=', 2)).Select(parts => (parts[0], parts[1]))]),
            CancellationToken.None);

        Assert.That(infos.Faults, Is.EqualTo(new[] { (key, error) }));
        Assert.That(infos.ErrorCount, Is.Zero, "validation itself says nothing of it, as in Kafka Connect");
    }

    [TestCase(null, "fetch.max.bytes=500000")]
    [TestCase(null, "max.poll.interval.ms=10000")]
    [TestCase("Heartbeat must be set lower than the session timeout", "heartbeat.interval.ms=45000")]
    [TestCase("Invalid value -1 for configuration fetch.max.bytes: Value must be at least 0", "fetch.max.bytes=-1")]
    public async Task Consumer_settings_are_refused_on_their_key_where_Java_refuses_them_and_run_where_it_takes_them(string? error, string setting)
    {
        var (key, value) = ("consumer.override." + setting.Split('=')[0], setting.Split('=')[1]);
        var infos = await Validator().ValidateAsync(
            new Dictionary<string, string?> { ["name"] = "c", ["connector.class"] = "FileStreamSink", ["topics"] = "t", [key] = value },
            CancellationToken.None);

        Assert.That(infos.Faults, Is.EqualTo(error is null ? [] : new[] { (key, error) }));
    }

    [Test]
    public async Task Kerberos_that_the_native_client_cannot_use_is_refused_when_the_connector_is_created()
    {
        var isThere = NativeClientLibrary.Instance.Features.Contains("sasl_gssapi", StringComparison.Ordinal);
        var infos = await Validator().ValidateAsync(
            Source(
                ("topic", "t"), ("producer.override.security.protocol", "SASL_PLAINTEXT"), ("producer.override.sasl.mechanism", "GSSAPI"),
                ("producer.override.sasl.kerberos.service.name", "kafka")),
            CancellationToken.None);

        Assert.That(infos.Faults.Select(fault => fault.Key), Is.EqualTo(isThere ? [] : new[] { "producer.override.sasl.mechanism" }));
    }

    [TestCase("Missing required configuration \"topic.creation.default.replication.factor\" which has no default value.",
        "topic.creation.default.partitions=3")]
    [TestCase("Missing required configuration \"topic.creation.default.partitions\" which has no default value.",
        "topic.creation.default.replication.factor=1")]
    [TestCase("Missing required configuration \"topic.creation.default.replication.factor\" which has no default value.", "topic.creation.groups=a",
        "topic.creation.a.include=t.*")]
    [TestCase("Invalid value 0 for configuration replication.factor: Replication factor must be positive and not larger than the number of brokers "
        + "in the Kafka cluster, or -1 to use the broker's default",
        "topic.creation.default.partitions=1", "topic.creation.default.replication.factor=0")]
    public async Task Incomplete_topic_creation_fails_the_creation_and_not_the_validation_as_in_Kafka_Connect(string error, params string[] settings)
    {
        var infos = await Validator().ValidateAsync(
            Source([("topic", "t"), .. settings.Select(setting => setting.Split('=', 2)).Select(parts => (parts[0], parts[1]))]),
            CancellationToken.None);

        Assert.That(infos.CreationError, Is.EqualTo(error));
        Assert.That(infos.ErrorCount, Is.Zero);
    }

    [Test]
    public async Task Missing_setting_of_a_converter_is_named_with_its_prefix()
    {
        var infos = await Validator().ValidateAsync(Source(("topic", "t"), ("value.converter", "AddressedConverter")), CancellationToken.None);

        Assert.That(
            infos.Configs.Single(info => info.Value.Name == "value.converter.address").Value.Errors,
            Is.EqualTo(new[] { "Missing required configuration \"value.converter.address\" which has no default value." }));
    }

    [TestCase(null, "Connector config {name=c} contains no connector type")]
    [TestCase("nope", "Failed to find any class that implements Connector and which name matches nope, available connectors are: "
        + "org.apache.kafka.connect.file.FileStreamSinkConnector, org.apache.kafka.connect.file.FileStreamSourceConnector")]
    public void Connector_without_a_known_class_is_a_bad_request(string? className, string message)
    {
        var config = new Dictionary<string, string?> { ["name"] = "c" };
        if (className is not null)
            config["connector.class"] = className;
        Assert.That(
            async () => await Validator().ValidateAsync(config, CancellationToken.None),
            Throws.TypeOf<BadRequestException>().With.Message.EqualTo(message));
    }

    private static Dictionary<string, string?> Source(params (string Key, string Value)[] properties)
    {
        var config = new Dictionary<string, string?> { ["name"] = "c", ["connector.class"] = "FileStreamSource" };
        foreach (var (key, value) in properties)
            config[key] = value;
        return config;
    }

    private static ConnectorValidator Validator() => new(
        new PluginRegistry(
            [.. PluginDescriptors.Of(typeof(FileStreamSourceConnector)), .. PluginDescriptors.Of(typeof(FileStreamSinkConnector)), Addressed],
            new ServiceCollection().BuildServiceProvider()),
        Worker,
        new ConfigTransformer(new Dictionary<string, IConfigProvider> { ["vault"] = new Vault() }),
        ClientConfigOverridePolicy.All,
        new ExactlyOnceCheck(isEnabled: false),
        new ClientSettingsCheck(Worker));

    private static PluginDescriptor Addressed { get; } = new PluginDescriptor<IConverter>(
        PluginKind.Converter, "a.b.AddressedConverter", typeof(BytesConverter), null,
        new ConfigDef().Define("address", ConfigType.String, ConfigImportance.High, ""), (_, _) => new BytesConverter());

    private sealed class Vault : IConfigProvider
    {
        public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ConfigData(keys!.ToDictionary(key => key, _ => Secret)));
    }
}
