using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Operations;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validators;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Reads definitions, and writes definitions and what validation found out.</summary>
internal static class ConfigNotation
{
    // Java prints validators without a text of their own with an identity hash.
    private const string VersionValidator = "org.apache.kafka.connect.runtime.ConnectorConfig$PluginVersionValidator@<hash>";

    public static object? ReadValue(JsonNode? node) => node is JsonObject value && value.First() is var (kind, content)
        ? kind switch
        {
            "password" => new Password(JsonText.Of(content)!),
            "class" => new ClassReference(JsonText.Of(content)!),
            "arr" => content!.AsArray().Select(ReadValue).ToList(),
            _ => ValueNotation.Read(node),
        }
        : null;

    public static JsonNode? WriteValue(object? value) => value switch
    {
        Password password => new JsonObject { ["password"] = password.Value },
        ClassReference reference => new JsonObject { ["class"] = reference.Name },
        IReadOnlyDictionary<string, object?> map =>
            new JsonObject { ["map"] = new JsonArray([.. map.Select(entry => new JsonArray(WriteValue(entry.Key), WriteValue(entry.Value)))]) },
        IReadOnlyDictionary<string, string> map =>
            new JsonObject { ["map"] = new JsonArray([.. map.Select(entry => new JsonArray(WriteValue(entry.Key), WriteValue(entry.Value)))]) },
        IReadOnlyList<object?> list => new JsonObject { ["arr"] = new JsonArray([.. list.Select(WriteValue)]) },
        _ => ValueNotation.Write(value),
    };

    public static Dictionary<string, object?> ReadProperties(JsonNode? node) =>
        node?.AsObject().ToDictionary(entry => entry.Key, entry => ReadValue(entry.Value)) ?? [];

    public static ConfigDef ReadDefinition(JsonNode? keys)
    {
        var definition = new ConfigDef();
        foreach (var key in keys!.AsArray())
            definition.Define(ReadKey(key!.AsObject()));
        return definition;
    }

    public static IConfigValidator? ReadValidator(JsonNode? node)
    {
        if (node is null)
            return null;
        return JsonText.Of(node["kind"]) switch
        {
            "range" => Range(ReadValue(node["min"]), ReadValue(node["max"])),
            "validString" => ConfigValidators.ValidString(Texts(node["values"])),
            "caseInsensitiveValidString" => ConfigValidators.CaseInsensitiveValidString(Texts(node["values"])!),
            "validList" when node["emptyAllowed"] is { } empty => ConfigValidators.ValidList(empty.GetValue<bool>(), Texts(node["values"])!),
            "validList" => ConfigValidators.ValidList(Texts(node["values"])!),
            "anyNonDuplicateValues" =>
                ConfigValidators.AnyNonDuplicateValues(node["emptyAllowed"]!.GetValue<bool>(), node["nullAllowed"]!.GetValue<bool>()),
            "nonNull" => ConfigValidators.NonNull,
            "nonEmptyString" => ConfigValidators.NonEmptyString,
            "nonEmptyStringWithoutControlChars" => ConfigValidators.NonEmptyStringWithoutControlChars,
            "listSize" => ConfigValidators.ListSize(node["max"]!.GetValue<int>()),
            "composite" => ConfigValidators.Composite([.. node["of"]!.AsArray().Select(inner => ReadValidator(inner)!)]),
            var kind => throw new NotSupportedException($"validator {kind}"),
        };
    }

    public static JsonArray WriteValues(IEnumerable<ConfigValue> values) =>
        new([.. values.OrderBy(value => value.Name, StringComparer.Ordinal).Select(WriteConfigValue)]);

    public static JsonObject WriteDefinition(ConfigDef definition) => new()
    {
        ["keys"] = new JsonArray([.. definition.Keys.Select(WriteKey)]),
        ["groups"] = new JsonArray([.. definition.Groups.Select(group => JsonValue.Create(group))]),
    };

    public static JsonObject WriteKey(ConfigKey key)
    {
        var json = new JsonObject { ["name"] = key.Name, ["type"] = Upper(key.Type), ["required"] = !key.HasDefault };
        if (key.HasDefault)
            json["default"] = WriteValue(key.DefaultValue);
        json["importance"] = Upper(key.Importance);
        json["group"] = key.Group;
        json["orderInGroup"] = key.OrderInGroup;
        json["width"] = Upper(key.Width);
        json["displayName"] = key.DisplayName;
        json["dependents"] = new JsonArray([.. key.Dependents.Select(name => JsonValue.Create(name))]);
        json["hasRecommender"] = key.Recommender is not null;
        json["internal"] = key.IsInternal;
        json["validator"] = key.Validator is VersionSyntaxValidator ? VersionValidator : key.Validator?.Description;
        return json;
    }

    private static ConfigKey ReadKey(JsonObject json)
    {
        var key = new ConfigKey
        {
            Name = JsonText.Of(json["name"])!,
            Type = Enum.Parse<ConfigType>(JsonText.Of(json["type"])!, ignoreCase: true),
            Importance = Enum.Parse<ConfigImportance>(JsonText.Of(json["importance"])!, ignoreCase: true),
            Validator = ReadValidator(json["validator"]),
            Group = JsonText.Of(json["group"]),
            OrderInGroup = json["orderInGroup"]?.GetValue<int>() ?? -1,
            Width = json["width"] is { } width ? Enum.Parse<ConfigWidth>(JsonText.Of(width)!, ignoreCase: true) : ConfigWidth.None,
            DisplayName = JsonText.Of(json["displayName"] ?? json["name"])!,
            Dependents = [.. json["dependents"]?.AsArray().Select(name => JsonText.Of(name)!) ?? []],
            Recommender = json["recommender"] is { } recommender ? new StatedRecommender(recommender) : null,
        };
        if (!json.ContainsKey("default"))
            return key;
        var value = ReadValue(json["default"]);
        // Java's class loader is there when a key is defined.
        return key with
        {
            DefaultValue = key.Type == ConfigType.Class
            ? ConfigDef.ParseType(key.Name, value, key.Type, JavaClasses.Instance) : value
        };
    }

    private static JsonObject WriteConfigValue(ConfigValue value) => new()
    {
        ["name"] = value.Name,
        ["value"] = WriteValue(value.Value),
        ["recommendedValues"] = value.RecommendedValues.Any(recommended => recommended is ClassReference)
            ? "<installed plugins>"
            : new JsonArray([.. value.RecommendedValues.Select(WriteValue)]),
        ["errors"] = new JsonArray([.. value.Errors.Select(error => JsonValue.Create(error))]),
        ["visible"] = value.IsVisible,
    };

    private static IConfigValidator Range(object? min, object? max) => (min, max) switch
    {
        (double lower, null) => ConfigValidators.AtLeast(lower),
        (_, null) => ConfigValidators.AtLeast(Convert.ToInt64(min, null)),
        (double lower, double upper) => ConfigValidators.Between(lower, upper),
        _ => ConfigValidators.Between(Convert.ToInt64(min, null), Convert.ToInt64(max, null)),
    };

    private static string?[] Texts(JsonNode? list) => [.. list!.AsArray().Select(JsonText.Of)];

    private static string Upper<T>(T value)
        where T : struct, Enum => value.ToString().ToUpperInvariant();

    private sealed class StatedRecommender(JsonNode stated) : IConfigRecommender
    {
        public IReadOnlyList<object?> GetValidValues(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
            stated["throwsConfigException"] is { } message
                ? throw new ConfigException(JsonText.Of(message)!)
                : [.. stated["values"]!.AsArray().Select(ReadValue)];

        public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsedConfig) =>
            stated["visibleWhen"] is not { } condition
            || Equals(parsedConfig.GetValueOrDefault(JsonText.Of(condition["key"])!), ReadValue(condition["equals"]));
    }
}
