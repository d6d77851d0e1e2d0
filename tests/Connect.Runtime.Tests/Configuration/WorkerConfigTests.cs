using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Tests.Configuration;

public sealed class WorkerConfigTests
{
    private static readonly PluginRegistry Plugins = new(ConfigurationPlugins.All, NoServices.Instance);

    private readonly string _folder = Directory.CreateTempSubdirectory("worker").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Variables_of_the_worker_are_resolved_by_the_providers_that_it_lists()
    {
        var secrets = Path.Combine(_folder, "s.properties");
        await File.WriteAllTextAsync(secrets, "group=g1");
        var properties = Minimal();
        properties["config.providers"] = "file";
        properties["config.providers.file.class"] = "FileConfigProvider";
        properties["config.providers.file.param.allowed.paths"] = _folder;
        properties["group.id"] = $"${{file:{secrets}:group}}";
        properties["connector.client.config.override.policy"] = "Principal";
        await using var config = await WorkerConfig.ReadAsync(properties, DistributedDefinition.Instance, Plugins);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.Parsed.GetString("group.id"), Is.EqualTo("g1"));
            Assert.That(config.OverridePolicy, Is.SameAs(ClientConfigOverridePolicy.Principal));
            Assert.That((await config.Variables.TransformAsync(new Dictionary<string, string?> { ["a"] = $"${{file:{secrets}:group}}" })).Data["a"], Is.EqualTo("g1"));
        }
    }

    [TestCase("group.id", null, "Missing required configuration \"group.id\" which has no default value.")]
    [TestCase("config.providers", "vault", "Missing required configuration \"config.providers.vault.class\" which has no default value.")]
    [TestCase("heartbeat.interval.ms", "soon", "Invalid value soon for configuration heartbeat.interval.ms: Not a number of type INT")]
    [TestCase("inter.worker.signature.algorithm", "rot13",
        "Invalid value rot13 for configuration inter.worker.signature.algorithm: the algorithm is not supported; the supported algorithms are: [HmacSHA256, HmacSHA384, HmacSHA512, HmacSHA1, HmacMD5]")]
    public void Worker_does_not_start_with_a_wrong_value(string key, string? value, string message)
    {
        var properties = Minimal();
        if (value is null)
            properties.Remove(key);
        else
            properties[key] = value;
        Assert.That(async () => await WorkerConfig.ReadAsync(properties, DistributedDefinition.Instance, Plugins), Throws.TypeOf<ConfigException>().With.Message.EqualTo(message));
    }

    [Test]
    public async Task Standalone_worker_needs_only_its_brokers_converters_and_file()
    {
        var properties = Minimal();
        properties["offset.storage.file.filename"] = "offsets";
        await using var config = await WorkerConfig.ReadAsync(properties, StandaloneDefinition.Instance, Plugins);
        Assert.That(config.Parsed.GetInt64(WorkerKeys.OffsetFlushIntervalMs), Is.EqualTo(60_000));
    }

    private static Dictionary<string, string?> Minimal() => new()
    {
        ["bootstrap.servers"] = "localhost:9092", ["key.converter"] = "k", ["value.converter"] = "v", ["group.id"] = "g",
        ["offset.storage.topic"] = "o", ["config.storage.topic"] = "c", ["status.storage.topic"] = "s",
    };

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
