using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Conformance.Tests.Operations;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validators;

namespace Connect.Conformance.Tests.Definitions;

/// <summary>Every key of workers, connectors, converters and transforms, compared with what Apache Kafka Connect 4.3.1 printed:
/// config-definitions-4.3.1.json.</summary>
public sealed class DefinitionTests
{
    private const string VersionValidator = "org.apache.kafka.connect.runtime.ConnectorConfig$PluginVersionValidator";

    private static readonly string[] Packages =
    [
        "org.apache.kafka.connect.file.", "org.apache.kafka.connect.json.", "org.apache.kafka.connect.storage.",
        "org.apache.kafka.connect.converters.",
        "org.apache.kafka.connect.transforms.",
    ];

    public static IEnumerable<TestCaseData> Cases()
    {
        var file = Path.Combine(GoldenFolder.Path, "config-definitions-4.3.1.json");
        if (!File.Exists(file))
            return [new TestCaseData("none", new JsonArray()).SetName("definitions").Ignore($"There is no {file}.")];
        return JsonNode.Parse(File.ReadAllText(file))!.AsObject()
            .Select(section => new TestCaseData(section.Key, section.Value!.AsArray()).SetName($"definition {section.Key}"));
    }

    [TestCaseSource(nameof(Cases))]
    public void Definition_is_that_of_Kafka_Connect(string name, JsonArray keys) =>
        Assert.That(DefinitionOf(name).Keys.Select(Print), Is.EqualTo(keys.Select(key => Print(key!))));

    [TestCaseSource(nameof(Cases))]
    public void Every_key_is_documented(string name, JsonArray keys) =>
        Assert.That(
            DefinitionOf(name).Keys.Where(key => key.Documentation.Length == 0 && !key.IsInternal).Select(key => key.Name), Is.Empty,
            $"{keys.Count} keys");

    private static ConfigDef DefinitionOf(string name) => name switch
    {
        "worker-standalone" => StandaloneDefinition.Instance,
        "worker-distributed" => DistributedDefinition.Instance,
        "source-connector" => SourceConnectorDefinition.Create(ShippedPlugins.Classes),
        "sink-connector" => SinkConnectorDefinition.Create(ShippedPlugins.Classes),
        _ => ShippedPlugins.ConfigOf(
            Packages.Select(package => package + name).First(className => ShippedPlugins.Classes.Resolve(className) is not null)),
    };

    private static string Print(ConfigKey key) => string.Join(" | ",
        $"{key.Name} {key.Type} {key.Importance} {key.Width}".ToUpperInvariant(),
        key.HasDefault ? ConfigDef.ConvertToString(key.DefaultValue, key.Type) ?? "null" : "required",
        key.Validator is VersionSyntaxValidator ? VersionValidator : key.Validator?.Description ?? "none",
        $"{key.Group ?? "none"} {key.OrderInGroup}",
        key.DisplayName,
        string.Join(",", key.Dependents),
        key.IsInternal,
        key.Recommender is not null);

    private static string Print(JsonNode key) => string.Join(" | ",
        $"{Text(key, "name")} {Text(key, "type")} {Text(key, "importance")} {Text(key, "width")}".ToUpperInvariant(),
        key["required"]!.GetValue<bool>() ? "required" : Text(key, "default") ?? "null",
        Text(key, "validator") ?? "none",
        $"{Text(key, "group") ?? "none"} {key["order"]!.GetValue<int>()}",
        Text(key, "display_name"),
        string.Join(",", key["dependents"]!.AsArray().Select(JsonText.Of)),
        key["internal"]!.GetValue<bool>(),
        key["recommender"] is not null);

    private static string? Text(JsonNode key, string name) => JsonText.Of(key[name]);
}
