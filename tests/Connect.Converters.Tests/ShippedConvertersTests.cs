using System.Text.Json;
using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Converters.Tests;

public sealed class ShippedConvertersTests
{
    private static readonly string? Definitions = FindDefinitions();

    [TestCase("JsonConverter")]
    [TestCase("StringConverter")]
    [TestCase("SimpleHeaderConverter")]
    [TestCase("ByteArrayConverter")]
    [TestCase("BooleanConverter")]
    [TestCase("IntegerConverter")]
    public void The_keys_are_those_of_Kafka_Connects_class(string name)
    {
        if (Definitions is null)
            Assert.Ignore("There is no tests/Goldens/config-definitions-4.3.1.json.");
        using var document = JsonDocument.Parse(File.ReadAllText(Definitions!));
        var expected = document.RootElement.GetProperty(name).EnumerateArray().Select(key => string.Join('|',
            key.GetProperty("name"), key.GetProperty("type"), key.GetProperty("required").GetBoolean()
                ? "required" : $"default {key.GetProperty("default")}",
            key.GetProperty("importance"), key.GetProperty("group"), key.GetProperty("order"), key.GetProperty("width"),
            key.GetProperty("display_name")));
        var descriptor = All().First(candidate => candidate.ClassName.EndsWith($".{name}", StringComparison.Ordinal));

        Assert.That(descriptor.Config.Keys.Select(Describe), Is.EquivalentTo(expected));
    }

    [Test]
    public void Every_converter_is_made_from_an_empty_configuration_and_says_its_version()
    {
        var none = new Dictionary<string, string?>();
        var converters = ShippedConverters.Converters;
        var services = new NoServices();

        Assert.That(
            converters.Select(descriptor => descriptor.Create(services, none).GetType()),
            Is.EqualTo(converters.Select(descriptor => descriptor.ImplementationType)));
        Assert.That(
            ShippedConverters.HeaderConverters.Select(descriptor => descriptor.Create(services, none).GetType()),
            Is.EqualTo(ShippedConverters.HeaderConverters.Select(descriptor => descriptor.ImplementationType)));
        Assert.That(All().Select(descriptor => descriptor.Version), Has.All.Not.Empty);
    }

    [Test]
    public void Names_are_unique_within_a_kind_and_Javas() => Assert.That(
        All().Select(descriptor => $"{descriptor.Kind} {descriptor.ClassName}"),
        Is.Unique.And.All.Match("^(Converter|HeaderConverter) org\\.apache\\.kafka\\.connect\\."));

    private static IEnumerable<PluginDescriptor> All() => [.. ShippedConverters.Converters, .. ShippedConverters.HeaderConverters];

    private static string Describe(ConfigKey key) => string.Join('|',
        key.Name, key.Type.ToString().ToUpperInvariant(), key.HasDefault
            ? $"default {ConfigDef.ConvertToString(key.DefaultValue, key.Type)}" : "required",
        key.Importance.ToString().ToUpperInvariant(), key.Group, key.OrderInGroup, key.Width.ToString().ToUpperInvariant(), key.DisplayName);

    private static string? FindDefinitions()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connect.Sdk.sln")))
            folder = folder.Parent;
        var path = folder is null ? null : Path.Combine(folder.FullName, "tests", "Goldens", "config-definitions-4.3.1.json");
        return File.Exists(path) ? path : null;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
