using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;
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
        Assert.That(Registry(PluginDescriptors.Of(typeof(OrdersConnector))).FindConnector(name).ClassName, Is.EqualTo("org.example.OrdersSourceConnector"));

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
        Assert.That(registry.TryFind(PluginKind.Transformation, "Upper", out var found) ? found.ImplementationType : null, Is.EqualTo(typeof(Second.Upper)));
    }

    [Test]
    public void An_unknown_connector_is_an_error_that_lists_what_there_is()
    {
        var thrown = Assert.Throws<ConfigException>(() => Registry(PluginDescriptors.Of(typeof(OrdersConnector))).FindConnector("OrdersSinc"));
        Assert.That(thrown!.Message, Does.StartWith("Failed to find any class that implements Connector and which name matches OrdersSinc").And.Contain("org.example.OrdersSourceConnector"));
    }

    [Test]
    public void A_transform_takes_its_configuration_and_the_applications_services()
    {
        var transform = Registry(PluginDescriptors.Of(typeof(First.Upper)))
            .Create<ITransform<ConnectRecord>>(PluginKind.Transformation, typeof(First.Upper).FullName!, new Dictionary<string, string?> { ["suffix"] = "!" });
        var record = transform.Apply(new SourceRecord(null, null, "topic", null, "value"));
        Assert.That(record!.Value, Is.EqualTo("VALUE!"));
    }

    [Test]
    public void A_transform_of_source_records_refuses_sink_records_by_name()
    {
        var transform = Registry(PluginDescriptors.Of(typeof(Second.Upper))).Create<ITransform<ConnectRecord>>(PluginKind.Transformation, "Upper", new Dictionary<string, string?>());
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
    public override ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SourceRecord>>([]);
}
