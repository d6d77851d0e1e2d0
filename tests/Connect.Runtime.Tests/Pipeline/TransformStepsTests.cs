using Connect.Configuration;
using Connect.Converters;
using Connect.FileStreams;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Transforms;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Tests.Pipeline;

public sealed class TransformStepsTests
{
    private static readonly PluginRegistry Plugins = new(
        [.. PluginDescriptors.Of(typeof(FileStreamSourceConnector)), .. ShippedConverters.Converters, .. ShippedConverters.HeaderConverters,
            .. ShippedTransforms.All, .. ShippedPredicates.All],
        new ServiceCollection().BuildServiceProvider());

    [TestCase("true", true)]
    [TestCase("TRUE", true)]
    [TestCase(" true ", false, Description = "The definition takes it, but the transform is made of the text.")]
    [TestCase("false", false)]
    public void A_predicate_is_negated_by_the_word_true_alone(string negate, bool expected)
    {
        var config = Parse(("transforms", "f"), ("transforms.f.type", "Filter"), ("transforms.f.predicate", "p"), ("transforms.f.negate", negate),
            ("predicates", "p"), ("predicates.p.type", "RecordIsTombstone"));
        Assert.That(TransformSteps.Create(config, Plugins).Single().Negate, Is.EqualTo(expected));
    }

    [Test]
    public void What_is_wrong_with_the_connector_is_said_before_what_is_wrong_with_a_transform() =>
        Assert.That(
            () => Parse(("errors.tolerance", "some"), ("transforms", "f"), ("transforms.f.type", "no.such.Class")),
            Throws.TypeOf<ConfigException>().With.Message.StartsWith("Invalid value some for configuration errors.tolerance"));

    [Test]
    public void Blanks_around_the_class_of_a_transform_make_it_unusable() =>
        Assert.That(
            () => Parse(("transforms", "f"), ("transforms.f.type", " Filter ")),
            Throws.TypeOf<ConfigException>().With.Message.EqualTo(
                "Invalid value  Filter  for configuration transforms.f.type: Error getting config definition from Transformation:  Filter "));

    private static ParsedConfig Parse(params (string Key, string Value)[] properties)
    {
        var config = new Dictionary<string, string?> { ["name"] = "c", ["connector.class"] = "FileStreamSource" };
        foreach (var (key, value) in properties)
            config[key] = value;
        var classes = new PluginClasses(Plugins);
        return EnrichedDefinition.Parse(SourceConnectorDefinition.Create(classes), config, classes);
    }
}
