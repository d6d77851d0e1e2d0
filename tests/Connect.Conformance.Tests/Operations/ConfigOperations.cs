using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;

namespace Connect.Conformance.Tests.Operations;

/// <summary>The operations of configdef.jsonl on types, validators and definitions.</summary>
internal sealed class ConfigOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("parse-type", ParseType),
        new("convert-to-string", golden => new JsonObject { ["text"] = ConfigDef.ConvertToString(Value(golden), TypeOf(golden)) }),
        new("convert-to-string-map", ConvertAll),
        new("validator", EnsureValid),
        new("validator-description", golden => new JsonObject { ["text"] = ConfigNotation.ReadValidator(golden["validator"])!.Description }),
        new("config-parse", Parse),
        new("config-validate", Validate),
        new("config-embed", Embed),
        new("abstract-config", Call),
    ];

    private static JsonObject ParseType(GoldenCase golden) =>
        new()
        {
            ["value"] =
            ConfigNotation.WriteValue(ConfigDef.ParseType(golden.Text("name")!, Value(golden), TypeOf(golden), JavaClasses.Instance))
        };

    private static JsonObject ConvertAll(GoldenCase golden)
    {
        var texts = new JsonObject();
        foreach (var (name, value) in ConfigDef.ConvertToStrings(ConfigNotation.ReadProperties(golden["values"])))
            texts[name] = value;
        return new JsonObject { ["texts"] = texts };
    }

    private static JsonObject EnsureValid(GoldenCase golden)
    {
        ConfigNotation.ReadValidator(golden["validator"])!.EnsureValid(golden.Text("name")!, Value(golden));
        return DataOperations.Ok();
    }

    private static JsonObject Parse(GoldenCase golden)
    {
        ConfigDef definition;
        try
        {
            definition = ConfigNotation.ReadDefinition(golden["def"]);
        }
        catch (ConfigException e)
        {
            return ErrorNotation.Failure(e, "define");
        }

        try
        {
            var values = new JsonObject();
            foreach (var (name, value) in definition.Parse(ConfigNotation.ReadProperties(golden["props"]), JavaClasses.Instance).Values)
                values[name] = ConfigNotation.WriteValue(value);
            return new JsonObject { ["values"] = values };
        }
        catch (ConfigException e)
        {
            return ErrorNotation.Failure(e, "parse");
        }
    }

    private static JsonObject Validate(GoldenCase golden)
    {
        var definition = ConfigNotation.ReadDefinition(golden["def"]);
        return new JsonObject { ["configValues"] = ConfigNotation.WriteValues(definition.Validate(golden.Texts("props"), JavaClasses.Instance)) };
    }

    private static JsonObject Embed(GoldenCase golden)
    {
        var definition = ConfigNotation.ReadDefinition(golden["def"]);
        definition.Embed(
            golden.Text("prefix")!, golden.Text("group")!, golden["startingOrder"]!.GetValue<int>(), ConfigNotation.ReadDefinition(golden["child"]));
        var outcome = ConfigNotation.WriteDefinition(definition);
        outcome["configValues"] = ConfigNotation.WriteValues(definition.Validate(golden.Texts("props"), JavaClasses.Instance));
        return outcome;
    }

    private static JsonObject Call(GoldenCase golden)
    {
        ParsedConfig config;
        try
        {
            config = ConfigNotation.ReadDefinition(golden["def"]).Parse(ConfigNotation.ReadProperties(golden["props"]), JavaClasses.Instance);
        }
        catch (ConfigException e)
        {
            return ErrorNotation.Failure(e, "construct");
        }

        var call = golden.List("call");
        try
        {
            return new JsonObject
            {
                ["value"] =
                ConfigNotation.WriteValue(Call(config, JsonText.Of(call[0])!, call.Count > 1 ? JsonText.Of(call[1])! : ""))
            };
        }
        catch (Exception e) when (e is ConfigException or InvalidOperationException)
        {
            return ErrorNotation.Failure(e, "call");
        }
    }

    private static object? Call(ParsedConfig config, string method, string argument) => method switch
    {
        "get" => config[argument],
        "getInt" => config.GetNullable<int>(argument),
        "getShort" => config.GetNullable<short>(argument),
        "getLong" => config.GetNullable<long>(argument),
        "getDouble" => config.GetNullable<double>(argument),
        "getBoolean" => config.GetNullable<bool>(argument),
        "getString" => config.GetString(argument),
        "getPassword" => config.GetPassword(argument),
        "getClass" => config.GetClass(argument),
        "getList" => config[argument] is null ? null : config.GetList(argument),
        "values" or "nonInternalValues" => config.Values,
        "originals" => config.Originals,
        "originalsStrings" => config.GetOriginalStrings(),
        "originalsWithPrefix" => config.GetOriginalsWithPrefix(argument),
        "originalsWithPrefixKept" => config.GetOriginalsWithPrefix(argument, strip: false),
        "valuesWithPrefixOverride" => config.GetValuesWithPrefixOverride(argument),
        "valuesWithPrefixAllOrNothing" => config.GetValuesWithPrefixAllOrNothing(argument),
        "unused" => config.UnusedKeys,
        "unusedAfterGet" => UnusedAfterGet(config, argument),
        _ => throw new NotSupportedException($"method {method}"),
    };

    private static IReadOnlyList<string> UnusedAfterGet(ParsedConfig config, string name)
    {
        _ = config[name];
        return config.UnusedKeys;
    }

    private static object? Value(GoldenCase golden) => ConfigNotation.ReadValue(golden["value"]);

    private static ConfigType TypeOf(GoldenCase golden) => Enum.Parse<ConfigType>(golden.Text("type")!, ignoreCase: true);
}
