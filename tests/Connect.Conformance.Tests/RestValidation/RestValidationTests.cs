using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Conformance.Tests.Operations;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;

namespace Connect.Conformance.Tests.RestValidation;

/// <summary>
/// What a standalone worker of Apache Kafka Connect 4.3.1 answered to <c>PUT /connector-plugins/{class}/config/validate</c>, documentation texts left
/// out: rest-validation.jsonl. That worker had JSON converters and the override policy Principal.
/// </summary>
public sealed class RestValidationTests
{
    private static readonly string[] ConverterPrefixes = ["key.converter.", "value.converter.", "header.converter."];

    private static readonly Dictionary<string, string?> WorkerConfig = new()
    {
        ["bootstrap.servers"] = "localhost:9092",
        ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
        ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
    };

    private static readonly ConnectorValidator Validator = new(
        ShippedPlugins.Registry,
        WorkerConfig,
        new ConfigTransformer(new Dictionary<string, IConfigProvider>()),
        ClientConfigOverridePolicy.Principal,
        new NothingFurther(),
        new ClientSettingsCheck(WorkerConfig));

    // An entry that is the same as an earlier one of the file is kept as its number.
    public static IEnumerable<TestCaseData> Cases()
    {
        var entries = new List<JsonNode>();
        foreach (var line in File.ReadLines(
            Path.Combine(GoldenFolder.RepositoryRoot, "tests", "Connect.Conformance.Tests", "RestValidation", "rest-validation.jsonl")))
        {
            var golden = JsonNode.Parse(line)!.AsObject();
            var configs = golden["expect"]!["configs"]!.AsArray();
            for (var i = 0; i < configs.Count; i++)
            {
                if (configs[i] is JsonValue number)
                    configs[i] = entries[number.GetValue<int>()].DeepClone();
                else
                    entries.Add(configs[i]!.DeepClone());
            }

            yield return new TestCaseData(golden).SetName($"rest-validation {JsonText.Print(golden["props"])}");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Validation_answers_what_a_Java_worker_answers(JsonObject golden)
    {
        var config = golden["props"]!.AsObject().ToDictionary(entry => entry.Key, entry => JsonText.Of(entry.Value));
        var infos = await Validator.ValidateAsync(config, CancellationToken.None);
        var expected = golden["expect"]!;
        var entries = expected["configs"]!.AsArray().Select(entry => entry!).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(InOrder(infos.Configs.Select(Print)), Is.EqualTo(InOrder(entries.Select(Print))));
            Assert.That(infos.Name, Is.EqualTo(JsonText.Of(expected["name"])));
            Assert.That(infos.Groups, Is.EquivalentTo(expected["groups"]!.AsArray().Select(JsonText.Of)));
            Assert.That(infos.ErrorCount, Is.EqualTo(expected["error_count"]!.GetValue<int>()));
        }
    }

    // Java keeps a converter's own settings in a hash map: they come in no particular order, behind everything else.
    private static IEnumerable<string> InOrder(IEnumerable<(string Name, string Text)> entries)
    {
        var listed = entries.ToList();
        var ofConverters =
            listed.Where(
                entry => ConverterPrefixes.Any(
                    prefix => entry.Name.StartsWith(prefix, StringComparison.Ordinal)
                        && !entry.Name.EndsWith(".plugin.version", StringComparison.Ordinal))).ToList();
        return listed.Except(ofConverters).Concat(ofConverters.OrderBy(entry => entry.Name, StringComparer.Ordinal)).Select(entry => entry.Text);
    }

    private static (string Name, string Text) Print(ConfigInfo info)
    {
        var definition = info.Definition;
        var value = info.Value;
        return (value.Name, string.Join(" | ",
            definition is null
                ? "undefined"
                : $"{definition.Name} {definition.Type} {definition.Required} {definition.DefaultValue ?? "null"} {definition.Importance} {definition.Group ?? "null"} "
                + $"{definition.OrderInGroup} {definition.Width} {definition.DisplayName} [{string.Join(",", definition.Dependents)}]",
            $"{value.Name}={value.Value ?? "null"}",
            string.Join(",", value.RecommendedValues),
            string.Join(",", value.Errors.Select(Comparable)),
            value.Visible));
    }

    private static (string Name, string Text) Print(JsonNode entry)
    {
        var definition = entry["definition"];
        var value = entry["value"]!;
        var name = JsonText.Of(value["name"])!;
        return (name, string.Join(" | ",
            definition is null
                ? "undefined"
                : $"{JsonText.Of(definition["name"])} {JsonText.Of(definition["type"])} {definition["required"]!.GetValue<bool>()} {JsonText.Of(definition["default_value"]) ?? "null"} "
                + $"{JsonText.Of(definition["importance"])} {JsonText.Of(definition["group"]) ?? "null"} {definition["order_in_group"]!.GetValue<int>()} {JsonText.Of(definition["width"])} "
                + $"{JsonText.Of(definition["display_name"])} [{string.Join(",", definition["dependents"]!.AsArray().Select(JsonText.Of))}]",
            $"{name}={JsonText.Of(value["value"]) ?? "null"}",
            string.Join(",", value["recommended_values"]!.AsArray().Select(JsonText.Of).Distinct()),
            string.Join(",", value["errors"]!.AsArray().Select(error => Comparable(JsonText.Of(error)!))),
            value["visible"]!.GetValue<bool>()));
    }

    // That worker had each plugin twice, on its class path and on its plugin path. What is behind "Invalid regex" is Java's library speaking.
    private static string Comparable(string error)
    {
        var regex = error.IndexOf("Invalid regex", StringComparison.Ordinal);
        return (regex < 0 ? error : error[..regex]).Replace("[4.3.1, 4.3.1]", "[4.3.1]", StringComparison.Ordinal);
    }

    /// <summary>The recording is of a standalone worker, which in Java ignores what is asked of exactly-once delivery; ours does not (row
    /// <c>eos-standalone</c> of <c>docs/compatibility.md</c>).</summary>
    private sealed class NothingFurther : IConnectorConfigCheck
    {
        public bool SourcesHaveConsumers => false;

        public void Check(IConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result)
        {
        }
    }
}
