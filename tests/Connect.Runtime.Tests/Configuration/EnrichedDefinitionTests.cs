using Connect.FileStreams;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;
using Connect.Transforms;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Tests.Configuration;

public sealed class EnrichedDefinitionTests
{
    private static readonly PluginClasses Plugins = new(new PluginRegistry(
        [.. PluginDescriptors.Of(typeof(FileStreamSourceConnector)), .. ShippedTransforms.All],
        new ServiceCollection().BuildServiceProvider()));

    [Test]
    public void A_connector_in_a_version_that_is_not_here_has_no_transforms()
    {
        var config = new Dictionary<string, string?>
        {
            ["name"] = "c",
            ["connector.class"] = "org.apache.kafka.connect.file.FileStreamSourceConnector",
            ["connector.plugin.version"] = "0.0.7",
            ["transforms"] = "a",
            ["transforms.a.type"] = "org.apache.kafka.connect.transforms.HoistField$Value",
        };
        var result = EnrichedDefinition.Create(ConnectorDefinition.Create(Plugins), config, Plugins, requireAll: false).Validate(config, Plugins);
        Assert.That(
            result["transforms.a.type"].Errors,
            Has.One.StartsWith(
                "Plugin org.apache.kafka.connect.file.FileStreamSourceConnector not found that matches the version range [0.0.7,0.0.7], available "
                    + "versions: "));
    }

    [Test]
    public void A_class_of_Java_is_no_transform()
    {
        var config = new Dictionary<string, string?>
        {
            ["connector.class"] = "org.apache.kafka.connect.file.FileStreamSourceConnector",
            ["transforms"] = "a",
            ["transforms.a.type"] = "java.lang.String"
        };
        var result = EnrichedDefinition.Create(ConnectorDefinition.Create(Plugins), config, Plugins, requireAll: false).Validate(config, Plugins);
        Assert.That(
            result["transforms.a.type"].Errors, Is.EqualTo(new[] { "Class class java.lang.String does not implement the Transformation interface" }));
    }
}
