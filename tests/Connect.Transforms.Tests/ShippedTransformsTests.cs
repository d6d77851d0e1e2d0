using System.Text.Json;
using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Transforms.Tests;

public sealed class ShippedTransformsTests
{
    private const string Package = "org.apache.kafka.connect.transforms.";

    private static readonly IReadOnlyList<PluginDescriptor> Plugins = [.. ShippedTransforms.All, .. ShippedPredicates.All];

    public static IEnumerable<TestCaseData> Definitions()
    {
        var file = ReferenceFile();
        if (file is null)
            return [new TestCaseData("none", default(JsonElement)).SetName("definitions")
                .Ignore("There is no tests/Goldens/config-definitions-4.3.1.json.")];
        var json = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        return json.EnumerateObject()
            .Where(entry => Plugins.Any(plugin => plugin.ClassName == Package + entry.Name))
            .Select(entry => new TestCaseData(entry.Name, entry.Value).SetName($"Keys_of_{entry.Name}"));
    }

    [TestCaseSource(nameof(Definitions))]
    public void Keys_are_those_of_Kafka_Connect(string className, JsonElement expected)
    {
        var config = Plugins.Single(plugin => plugin.ClassName == Package + className).Config;
        Assert.That(config.Keys.Select(Describe), Is.EqualTo(expected.EnumerateArray().Select(Describe)));
    }

    [Test]
    public void Every_class_of_Kafka_Connect_is_here() => Assert.That(
        Plugins.Select(plugin => plugin.ClassName[Package.Length..]),
        Is.EqualTo(
        [
            "Cast$Key", "Cast$Value", "DropHeaders", "ExtractField$Key", "ExtractField$Value", "Filter", "Flatten$Key", "Flatten$Value",
            "HeaderFrom$Key", "HeaderFrom$Value",
            "HoistField$Key", "HoistField$Value", "InsertField$Key", "InsertField$Value", "InsertHeader", "MaskField$Key", "MaskField$Value",
            "RegexRouter", "ReplaceField$Key",
            "ReplaceField$Value", "SetSchemaMetadata$Key", "SetSchemaMetadata$Value", "TimestampConverter$Key", "TimestampConverter$Value",
            "TimestampRouter", "ValueToKey",
            "predicates.HasHeaderKey", "predicates.RecordIsTombstone", "predicates.TopicNameMatches",
        ]));

    [Test]
    public void Keys_are_documented() =>
        Assert.That(Plugins.SelectMany(plugin => plugin.Config.Keys).Select(key => key.Documentation), Has.None.Empty);

    private static string Describe(ConfigKey key) => string.Join(
        " | ", key.Name, key.Type.ToString().ToUpperInvariant(), key.HasDefault
            ? $"= {ConfigDef.ConvertToString(key.DefaultValue, key.Type) ?? "null"}" : "required", key.Importance.ToString().ToUpperInvariant(),
        key.Validator?.Description ?? "none", key.Group ?? "null", key.OrderInGroup, key.Width.ToString().ToUpperInvariant(), key.DisplayName);

    private static string Describe(JsonElement key) => string.Join(
        " | ", key.GetProperty("name").GetString(), key.GetProperty("type").GetString(),
        key.GetProperty("required").GetBoolean()
            ? "required" : $"= {key.GetProperty("default").GetString() ?? "null"}", key.GetProperty("importance").GetString(),
        key.TryGetProperty("validator", out var validator)
            ? validator.GetString() : "none", key.GetProperty("group").GetString() ?? "null", key.GetProperty("order").GetInt32(),
        key.GetProperty("width").GetString(), key.GetProperty("display_name").GetString());

    private static string? ReferenceFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Connect.Sdk.sln")))
                continue;
            var file = Path.Combine(folder.FullName, "tests", "Goldens", "config-definitions-4.3.1.json");
            return File.Exists(file) ? file : null;
        }

        return null;
    }
}
