using Connect.Configuration;
using Connect.FileStreams;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Herding;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Tests.Configuration;

public sealed class ConnectorValidatorTests
{
    private const string Secret = "s3cr3t";

    [Test]
    public async Task Resolved_values_are_not_given_away()
    {
        var infos = await Validator().ValidateAsync(Source(("topic", "${vault:p:topic}"), ("batch.size", "${vault:p:size}")), CancellationToken.None);
        var entries = infos.Configs.ToDictionary(info => info.Value.Name, info => info.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries["topic"].Value, Is.EqualTo("${vault:p:topic}"));
            Assert.That(entries["batch.size"].Errors, Is.EqualTo(new[] { "Invalid value ${vault:p:size} for configuration batch.size: Not a number of type INT" }));
            Assert.That(string.Join(" ", infos.Configs.SelectMany(info => info.Value.Errors.Append(info.Value.Value))), Does.Not.Contain(Secret));
        }
    }

    [Test]
    public async Task Overridden_setting_of_a_wrong_type_fails_the_validation_as_in_Kafka_Connect()
    {
        var thrown = await Assert.ThrowsAsync<ConfigException>(() => Validator().ValidateAsync(Source(("topic", "t"), ("producer.override.batch.size", "x")), CancellationToken.None));
        Assert.That(thrown.Message, Is.EqualTo("Invalid value x for configuration producer.override.batch.size: Not a number of type INT"));
    }

    [Test]
    public async Task Failed_validation_does_not_show_what_a_reference_resolves_to()
    {
        var thrown = await Assert.ThrowsAsync<ConfigException>(() => Validator().ValidateAsync(Source(("topic", "t"), ("producer.override.batch.size", "${vault:p:size}")), CancellationToken.None));
        Assert.That(thrown.ToString(), Does.Not.Contain(Secret).And.Contain("${vault:p:size}"));
    }

    [Test]
    public async Task Unknown_class_does_not_show_what_its_reference_resolves_to()
    {
        var thrown = await Assert.ThrowsAsync<BadRequestException>(() => Validator().ValidateAsync(Source(("connector.class", "${vault:p:class}")), CancellationToken.None));
        Assert.That(thrown.ToString(), Does.Not.Contain(Secret).And.Contain("${vault:p:class}"));
    }

    [TestCase(null, "Connector config {name=c} contains no connector type")]
    [TestCase("nope", "Failed to find any class that implements Connector and which name matches nope, available connectors are: "
        + "org.apache.kafka.connect.file.FileStreamSinkConnector, org.apache.kafka.connect.file.FileStreamSourceConnector")]
    public void Connector_without_a_known_class_is_a_bad_request(string? className, string message)
    {
        var config = new Dictionary<string, string?> { ["name"] = "c" };
        if (className is not null)
            config["connector.class"] = className;
        Assert.That(async () => await Validator().ValidateAsync(config, CancellationToken.None), Throws.TypeOf<BadRequestException>().With.Message.EqualTo(message));
    }

    private static Dictionary<string, string?> Source(params (string Key, string Value)[] properties)
    {
        var config = new Dictionary<string, string?> { ["name"] = "c", ["connector.class"] = "FileStreamSource" };
        foreach (var (key, value) in properties)
            config[key] = value;
        return config;
    }

    private static ConnectorValidator Validator() => new(
        new PluginRegistry([.. PluginDescriptors.Of(typeof(FileStreamSourceConnector)), .. PluginDescriptors.Of(typeof(FileStreamSinkConnector))], new ServiceCollection().BuildServiceProvider()),
        new Dictionary<string, string?>(),
        new ConfigTransformer(new Dictionary<string, IConfigProvider> { ["vault"] = new Vault() }),
        ClientConfigOverridePolicy.All,
        NoFurtherCheck.Instance);

    private sealed class Vault : IConfigProvider
    {
        public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ConfigData(keys!.ToDictionary(key => key, _ => Secret)));
    }
}
