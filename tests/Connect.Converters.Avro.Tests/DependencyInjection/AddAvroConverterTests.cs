using Confluent.SchemaRegistry;
using Connect.Configuration;
using Connect.Converters.Avro.Registry.Mock;
using Connect.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Schema = Connect.Data.Schema;

namespace Connect.Converters.Avro.Tests.DependencyInjection;

[CancelAfter(60_000)]
public sealed class AddAvroConverterTests
{
    private static readonly Dictionary<string, string?> NoConfig = [];

    [Test]
    public void Converter_is_known_under_the_name_of_Confluents_class()
    {
        using var services = Build(_ => { });

        Assert.That(Plugin(services).ClassName, Is.EqualTo("io.confluent.connect.avro.AvroConverter"));
        Assert.That(Plugin(services).Version, Is.Not.Empty);
    }

    [Test]
    public void Without_a_client_the_configuration_needs_a_url()
    {
        using var services = Build(_ => { });

        Assert.That(Plugin(services).Config.Validate(NoConfig)["schema.registry.url"].Errors, Is.Not.Empty);
        Assert.That(
            () => Plugin(services).Create(services, new Dictionary<string, string?> { ["converter.type"] = "value" }),
            Throws.TypeOf<ConfigException>().With.Message.EqualTo(
                "Missing required configuration \"value.converter.schema.registry.url\" which has no default value."));
    }

    [Test]
    public async Task Client_of_the_application_is_used_and_not_disposed(CancellationToken token)
    {
        var client = new MockRegistryClient();
        using var services = Build(collection => collection.AddSingleton<ISchemaRegistryClient>(client));
        Assert.That(Plugin(services).Config.Validate(NoConfig)["schema.registry.url"].Errors, Is.Empty);

        var converter = Plugin(services)
            .Create(services, new Dictionary<string, string?> { ["converter.type"] = "value", ["schema.registry.url"] = "http://unused.invalid" });
        await converter.FromConnectDataAsync("orders", new RawHeaders(), Schema.String, "x", token);
        ((IDisposable)converter).Dispose();

        Assert.That(await client.GetAllSubjectsAsync(), Is.EqualTo(["orders-value"]));
    }

    [Test]
    public async Task Client_with_the_workers_name_comes_first(CancellationToken token)
    {
        var shared = new MockRegistryClient();
        var own = new MockRegistryClient();
        var collection = new ServiceCollection().AddLogging();
        collection.AddSingleton<ISchemaRegistryClient>(shared).AddKeyedSingleton<ISchemaRegistryClient>("east", own);
        collection.AddKeyedKafkaConnect("east").AddAvroConverter();
        using var services = collection.BuildServiceProvider();

        await Plugin(services, "east").Create(services, NoConfig).FromConnectDataAsync("t", new RawHeaders(), Schema.String, "x", token);

        Assert.That(await own.GetAllSubjectsAsync(), Is.EqualTo(["t-value"]));
        Assert.That(await shared.GetAllSubjectsAsync(), Is.Empty);
    }

    private static ServiceProvider Build(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection().AddLogging();
        configure(services);
        services.AddKafkaConnect().AddAvroConverter();
        return services.BuildServiceProvider();
    }

    private static PluginDescriptor<IConverter> Plugin(IServiceProvider services, string worker = "") =>
        services.GetKeyedServices<PluginDescriptor>(worker).OfType<PluginDescriptor<IConverter>>()
            .Single(plugin => plugin.ImplementationType == typeof(AvroConverter));
}
