using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;
using Connect.Transforms;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Tests.Plugins;

public class PluginRegistryTests
{
    [TestCase("org.example.OrdersSourceConnector")]
    [TestCase("OrdersSourceConnector")]
    [TestCase("OrdersSource")]
    [TestCase("Connect.Runtime.Tests.Plugins.OrdersConnector")]
    [TestCase("OrdersConnector")]
    [TestCase("Orders")]
    public void A_connector_is_found_by_its_class_name_its_NET_name_and_the_short_forms_of_both(string name) =>
        Assert.That(
            Registry(PluginDescriptors.Of(typeof(OrdersConnector))).FindConnector(name).ClassName, Is.EqualTo("org.example.OrdersSourceConnector"));

    [Test]
    public void A_short_name_that_would_mean_two_classes_means_none()
    {
        var registry = Registry([.. PluginDescriptors.Of(typeof(First.Upper)), .. PluginDescriptors.Of(typeof(Second.Upper))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(registry.TryFind(PluginKind.Transformation, "Upper", out _), Is.False);
            Assert.That(registry.TryFind(PluginKind.Transformation, typeof(First.Upper).FullName!, out var found), Is.True);
            Assert.That(found!.ImplementationType, Is.EqualTo(typeof(First.Upper)));
        }
    }

    [Test]
    public void An_alias_wins_over_a_short_name()
    {
        var registry = Registry([.. PluginDescriptors.Of(typeof(First.Upper)), .. PluginDescriptors.Of(typeof(Second.Upper), "Upper")]);
        Assert.That(
            registry.TryFind(PluginKind.Transformation, "Upper", out var found) ? found.ImplementationType : null, Is.EqualTo(typeof(Second.Upper)));
    }

    [Test]
    public void An_unknown_connector_is_an_error_that_lists_what_there_is()
    {
        var thrown = Assert.Throws<ConfigException>(() => Registry(PluginDescriptors.Of(typeof(OrdersConnector))).FindConnector("OrdersSinc"));
        Assert.That(
            thrown!.Message,
            Does.StartWith("Failed to find any class that implements Connector and which name matches OrdersSinc").And.Contain(
                "org.example.OrdersSourceConnector"));
    }

    [TestCase("HoistField$Value")]
    [TestCase("Connect.Transforms.HoistField$Value")]
    [TestCase("org.apache.kafka.connect.transforms.HoistField$Value")]
    public void A_transform_of_values_is_found_by_its_short_name_and_its_NET_name(string name) =>
        Assert.That(
            Registry([.. ShippedTransforms.All]).TryFind(PluginKind.Transformation, name, out var found) ? found.ClassName : null,
            Is.EqualTo("org.apache.kafka.connect.transforms.HoistField$Value"));

    [TestCase("HoistField")]
    [TestCase("Connect.Transforms.HoistField")]
    [TestCase("org.apache.kafka.connect.transforms.HoistField")]
    public void A_transform_without_Key_or_Value_is_refused_with_both(string name)
    {
        var classes = new PluginClasses(Registry([.. ShippedTransforms.All]));
        Assert.That(classes.Resolve(name), Is.EqualTo(name));
        Assert.That(
            () => classes.EnsureKind(PluginKind.Transformation, name),
            Throws.TypeOf<ConfigException>().With.Message.Contains(
                "Did you mean org.apache.kafka.connect.transforms.HoistField$Key, org.apache.kafka.connect.transforms.HoistField$Value?"));
    }

    [Test]
    public void A_slip_in_a_class_name_gets_the_nearest_name()
    {
        var registry = Registry([.. PluginDescriptors.Of(typeof(OrdersConnector), "orders"), .. ShippedTransforms.All]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => registry.FindConnector("OrdersSorce"),
                Throws.TypeOf<ConfigException>().With.Message.EndsWith("OrdersSourceConnector (orders). Did you mean 'OrdersSource'?"));
            Assert.That(
                () => ConfigDef.ParseType("transforms.x.type", "HoistFeild$Value", ConfigType.Class, new PluginClasses(registry)),
                Throws.TypeOf<ConfigException>().With.Message.EqualTo(
                    "Invalid value HoistFeild$Value for configuration transforms.x.type: Class HoistFeild$Value could not be found. Did you mean "
                        + "HoistField$Value?"));
        }
    }

    [Test]
    public void A_worker_without_connectors_says_how_to_add_them() =>
        Assert.That(
            () => new PluginRegistry(
                [], new ServiceCollection().BuildServiceProvider())
            { AddedBy = "AddKeyedKafkaConnect(\"orders\")" }.FindConnector(
                    "FileStreamSource"),
            Throws.TypeOf<ConfigException>().With.Message.Contains("AddPlugins on the builder that AddKeyedKafkaConnect(\"orders\") returns"));

    [Test]
    public void Two_functions_or_classes_of_one_alias_are_refused()
    {
        var (first, second) = (Function("x"), Function("x"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Registry([first, second]), Throws.TypeOf<ConfigException>().With.Message.Contains("Transformation have the alias 'x'"));
            Assert.That(
                () => Registry([.. PluginDescriptors.Of(typeof(First.Upper), "up"), .. PluginDescriptors.Of(typeof(Second.Upper), "up")]),
                Throws.TypeOf<ConfigException>().With.Message.Contains("alias 'up'"));
            Assert.That(
                Registry([.. PluginDescriptors.Of(typeof(First.Upper), "a"), .. PluginDescriptors.Of(typeof(First.Upper), "b")])
                    .TryFind(PluginKind.Transformation, "a", out _), Is.True);
        }

        static PluginDescriptor Function(string alias) =>
            PluginDescriptors.OfFunction<ITransform<ConnectRecord>>(
                PluginKind.Transformation, alias, new LambdaTransform<ConnectRecord>(record => record));
    }

    [Test]
    public void A_transform_takes_its_configuration_and_the_applications_services()
    {
        var transform = Registry(PluginDescriptors.Of(typeof(First.Upper)))
            .Create<ITransform<ConnectRecord>>(
                PluginKind.Transformation, typeof(First.Upper).FullName!, new Dictionary<string, string?> { ["suffix"] = "!" });
        var record = transform.Apply(new SourceRecord(null, null, "topic", null, "value"));
        Assert.That(record!.Value, Is.EqualTo("VALUE!"));
    }

    [Test]
    public void A_transform_of_source_records_refuses_sink_records_by_name()
    {
        var transform = Registry(PluginDescriptors.Of(typeof(Second.Upper)))
            .Create<ITransform<ConnectRecord>>(PluginKind.Transformation, "Upper", new Dictionary<string, string?>());
        var thrown = Assert.Throws<ConnectException>(() => transform.Apply(new SinkRecord("topic", 0, null, null, null, "value", 0)));
        Assert.That(thrown!.Message, Does.Contain(nameof(SourceRecord)).And.Contain(nameof(SinkRecord)));
    }

    [Test]
    public void Validation_asks_one_instance_that_is_never_started()
    {
        var registry = Registry(PluginDescriptors.Of(typeof(OrdersConnector)));
        Assert.That(registry.GetUnstartedConnector("OrdersSource"), Is.SameAs(registry.GetUnstartedConnector("org.example.OrdersSourceConnector")));
        Assert.That(registry.CreateConnector("OrdersSource"), Is.Not.SameAs(registry.GetUnstartedConnector("OrdersSource")));
    }

    [Test]
    public void A_class_that_is_no_plugin_is_refused() =>
        Assert.That(() => PluginDescriptors.Of(typeof(string)), Throws.ArgumentException.With.Message.Contains("System.String"));

    private static PluginRegistry Registry(IReadOnlyList<PluginDescriptor> plugins) =>
        new(plugins, new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider());
}

[PluginClassName("org.example.OrdersSourceConnector")]
public sealed class OrdersConnector : SourceConnector<OrdersTask>
{
    public override ConfigDef Config { get; } = new();
}

public sealed class OrdersTask : SourceTask
{
    public override ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SourceRecord>>([]);
}
