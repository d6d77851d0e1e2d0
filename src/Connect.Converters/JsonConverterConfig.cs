using Connect.Configuration;
using Connect.Converters.Json.Schemas;

namespace Connect.Converters;

/// <summary>The keys of the JSON converter and what they mean.</summary>
internal static class JsonConverterConfig
{
    private const string SchemasEnable = "schemas.enable";
    private const string SchemasCacheSize = "schemas.cache.size";
    private const string SchemaContent = "schema.content";
    private const string DecimalFormat = "decimal.format";
    private const string ReplaceNullWithDefault = "replace.null.with.default";

    public static ConfigDef Define() => ConverterConfig.Define()
        .Define(
            SchemasEnable,
            ConfigType.Boolean,
            true,
            ConfigImportance.High,
            "Whether every key and value carries its schema.",
            group: "Schemas",
            orderInGroup: 0,
            width: ConfigWidth.Medium,
            displayName: "Enable Schemas")
        .Define(
            SchemasCacheSize,
            ConfigType.Int,
            1000,
            ConfigImportance.High,
            "How many schemas this converter keeps in each direction.",
            group: "Schemas",
            orderInGroup: 1,
            width: ConfigWidth.Medium,
            displayName: "Schema Cache Size")
        .Define(
            SchemaContent,
            ConfigType.String,
            null,
            ConfigImportance.High,
            "The schema of all messages as JSON; messages are then read as payloads alone. Only used with schemas.enable=true, and only for reading.",
            group: "Schemas",
            orderInGroup: 2,
            width: ConfigWidth.Medium,
            displayName: "Schema Content")
        .Define(
            DecimalFormat,
            ConfigType.String,
            "BASE64",
            ConfigImportance.Low,
            "How decimals are written: BASE64 or NUMERIC, in any case.",
            ConfigValidators.CaseInsensitiveValidString("NUMERIC", "BASE64"),
            group: "Serialization",
            orderInGroup: 0,
            width: ConfigWidth.Medium,
            displayName: "Decimal Format")
        .Define(
            ReplaceNullWithDefault,
            ConfigType.Boolean,
            true,
            ConfigImportance.Low,
            "Whether null is replaced by the default of its schema where there is one.",
            group: "Serialization",
            orderInGroup: 1,
            width: ConfigWidth.Medium,
            displayName: "Replace null with default");

    public static JsonConverterOptions Parse(IReadOnlyDictionary<string, string?> properties)
    {
        var config = ConverterConfig.Parse(JsonConverter.Config, properties);
        var options = new JsonConverterOptions
        {
            SchemasEnable = config.GetBoolean(SchemasEnable),
            SchemasCacheSize = config.GetInt32(SchemasCacheSize),
            DecimalFormat = Enum.Parse<JsonDecimalFormat>(config.GetString(DecimalFormat)!, ignoreCase: true),
            ReplaceNullWithDefault = config.GetBoolean(ReplaceNullWithDefault),
        };
        return config.GetString(SchemaContent) is { Length: > 0 } content
            ? options with { SchemaContent = JsonSchemaReader.ReadConfigured(content, options) }
            : options;
    }
}
