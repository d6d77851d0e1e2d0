using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;

namespace Connect.Conformance.Tests.Operations;

/// <summary>The operations of configdef.jsonl on the definitions of plugins and connectors.</summary>
internal sealed class ConnectorConfigOperations : IGoldenOperations
{
    private static readonly string[] TopicsTried = ["a", "ab", "abc", "b", "xyz"];

    private static readonly string[] TopicKeys = [ConnectorKeys.Topics, ConnectorKeys.TopicsRegex, ConnectorKeys.DeadLetterQueueTopic];

    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("describe-config", golden => ConfigNotation.WriteDefinition(ShippedPlugins.ConfigOf(golden.Text("class")!))),
        new("validate-class", golden =>
            Values(ShippedPlugins.ConfigOf(golden.Text("class")!).Validate(golden.Texts("props"), ShippedPlugins.Classes))),
        new("describe-connector-key", golden =>
            new JsonObject { ["key"] = ConfigNotation.WriteKey(DefinitionOf(golden.Text("kind")!)[golden.Text("key")!]!) }),
        new("connector-validate", ValidateConnector),
        new("sink-config", ValidateSink),
        new("topic-creation", ReadTopicCreation),
        new("override-policy", AskPolicy),
    ];

    private static ConfigDef DefinitionOf(string kind) => kind switch
    {
        "source" => SourceConnectorDefinition.Create(ShippedPlugins.Classes),
        "sink" => SinkConnectorDefinition.Create(ShippedPlugins.Classes),
        _ => ConnectorDefinition.Create(ShippedPlugins.Classes),
    };

    private static JsonObject ValidateConnector(GoldenCase golden)
    {
        var config = golden.Texts("props");
        var common = ConnectorDefinition.Create(ConnectorDefaults.None, ShippedPlugins.Classes, ShippedPlugins.Classes);
        var enriched = EnrichedDefinition.Create(common, config, ShippedPlugins.Classes, requireAll: false);
        return Values(enriched.Validate(config, ShippedPlugins.Classes).Where(value =>
            value.Errors.Count > 0 || common[value.Name] is null || (config.ContainsKey(value.Name) && value.Name != ConnectorKeys.ConnectorClass)));
    }

    private static JsonObject ValidateSink(GoldenCase golden)
    {
        var config = golden.Texts("props");
        var outcome = new JsonObject
        {
            ["hasTopicsConfig"] = SinkTopics.HasTopics(config),
            ["hasDlqTopicConfig"] = SinkTopics.HasDeadLetterQueue(config),
            ["topicsList"] = new JsonArray([.. SinkTopics.ParseTopics(config).Select(topic => JsonValue.Create(topic))]),
        };
        try
        {
            SinkTopics.EnsureValid(config);
            outcome["valid"] = true;
        }
        catch (ConfigException e)
        {
            outcome["error"] = ErrorNotation.Write(e);
        }

        var result = SinkConnectorDefinition.Create(ShippedPlugins.Classes).Validate(config, ShippedPlugins.Classes);
        SinkTopics.Validate(config, result);
        outcome["configValues"] = ConfigNotation.WriteValues(result.Where(value => TopicKeys.Contains(value.Name)));
        return outcome;
    }

    private static JsonObject ReadTopicCreation(GoldenCase golden)
    {
        var config = golden.Texts("props");
        var outcome = new JsonObject { ["usesTopicCreation"] = TopicCreationGroups.AreConfigured(config) };
        if (!TopicCreationGroups.AreConfigured(config))
            return outcome;
        var groups = new JsonObject();
        foreach (var group in TopicCreationGroups.Read(config, ShippedPlugins.Classes))
        {
            var settings = new JsonObject();
            foreach (var (name, value) in group.Settings)
                settings[name] = value;
            var matches = new JsonObject();
            foreach (var topic in TopicsTried)
                matches[topic] = group.Matches(topic);
            groups[group.Name] = new JsonObject
            {
                ["partitions"] = group.Partitions,
                ["replicationFactor"] = (int)group.ReplicationFactor,
                ["configs"] = settings,
                ["matches"] = matches,
            };
        }

        outcome["groups"] = groups;
        return outcome;
    }

    private static JsonObject AskPolicy(GoldenCase golden)
    {
        ClientConfigOverridePolicy policy;
        try
        {
            policy = golden.Text("policy") switch
            {
                "All" => ClientConfigOverridePolicy.All,
                "None" => ClientConfigOverridePolicy.None,
                "Principal" => ClientConfigOverridePolicy.Principal,
                "Allowlist" => ClientConfigOverridePolicy.Allowlist(golden.Texts("config")),
                var name => throw new NotSupportedException($"policy {name}"),
            };
        }
        catch (ConfigException e)
        {
            return ErrorNotation.Failure(e, "configure");
        }

        var properties = golden.Texts("clientProps").ToDictionary(entry => entry.Key, entry => (object?)entry.Value);
        return Values(policy.Validate(new ClientConfigRequest("c", PluginKind.Source, "Any", ConfiguredClient.Producer, properties)));
    }

    private static JsonObject Values(IEnumerable<ConfigValue> values) => new() { ["configValues"] = ConfigNotation.WriteValues(values) };
}
