using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Configuration;

public sealed class ConfigProvidersTests
{
    private static readonly PluginRegistry Plugins = new(ShippedConfigProviders.All, Loggers.Instance);

    [TestCase("org.apache.kafka.common.config.provider.FileConfigProvider")]
    [TestCase("FileConfigProvider")]
    [TestCase("File")]
    public void Provider_is_made_by_any_of_its_names_with_its_own_parameters(string className)
    {
        var worker = new Dictionary<string, string?>
        {
            ["config.providers"] = " secrets ,",
            ["config.providers.secrets.class"] = className,
            ["config.providers.secrets.param.allowed.paths"] = "not/absolute",
        };
        Assert.That(
            () => ConfigProviders.Create(worker, Plugins, Loggers.Instance),
            Throws.TypeOf<ConfigException>().With.Message.EqualTo("Path not/absolute is not absolute"));
    }

    [Test]
    public void Provider_without_a_class_is_an_error() =>
        Assert.That(() => ConfigProviders.Create(new Dictionary<string, string?> { ["config.providers"] = "vault" }, Plugins, Loggers.Instance),
            Throws.TypeOf<ConfigException>().With.Message.Contains("config.providers.vault.class"));

    [Test]
    public async Task Application_configuration_is_within_reach_by_itself()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Secrets:Db"] = "x" }).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).BuildServiceProvider();
        var providers = ConfigProviders.Create(new Dictionary<string, string?>(), Plugins, services);
        Assert.That((await providers["app"].GetAsync("Secrets", ["Db"])).Data["Db"], Is.EqualTo("x"));
    }

    [TestCase(null, "x", true)]
    [TestCase("None", "x", false)]
    [TestCase("PrincipalConnectorClientConfigOverridePolicy", "sasl.mechanism", true)]
    [TestCase("org.apache.kafka.connect.connector.policy.PrincipalConnectorClientConfigOverridePolicy", "acks", false)]
    [TestCase("Allowlist", "acks", true)]
    public void Policy_is_found_by_any_of_its_names(string? name, string key, bool allowed)
    {
        var worker = new Dictionary<string, string?>
        {
            ["connector.client.config.override.policy"] = name,
            ["connector.client.config.override.allowlist"] = "acks"
        };
        var policy = ClientConfigOverridePolicies.Create(worker, Plugins);
        var request = new ClientConfigRequest(
            "c", Connect.Plugins.PluginKind.Sink, "C", ConfiguredClient.Consumer, new Dictionary<string, object?> { [key] = "v" });
        Assert.That(policy.Validate(request).Single().Errors, allowed ? Is.Empty : Has.Count.EqualTo(1));
    }

    private sealed class Loggers : IServiceProvider
    {
        public static readonly Loggers Instance = new();

        public object? GetService(Type serviceType) =>
            serviceType == typeof(ILogger<FileConfigProvider>) ? NullLogger<FileConfigProvider>.Instance : null;
    }
}
