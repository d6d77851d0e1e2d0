using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration.Recommenders;
using Connect.Runtime.Configuration.Validators;

namespace Connect.Runtime.Configuration;

/// <summary>What every connector can be configured with, in the order of <c>org.apache.kafka.connect.runtime.ConnectorConfig</c>.</summary>
internal static class ConnectorDefinition
{
    private const string Common = "Common";
    private const string Errors = "Error Handling";

    /// <summary>The definition without anything that depends on a class or a worker: no defaults for converters, no suggestions.</summary>
    /// <param name="plugins">The plugins to check against.</param>
    public static ConfigDef Create(PluginClasses plugins) => Create(ConnectorDefaults.None, plugins, PluginClasses.None);

    /// <summary>The definition for one connector.</summary>
    /// <param name="defaults">What depends on its class and on the worker.</param>
    /// <param name="plugins">The plugins to check against.</param>
    /// <param name="suggested">The plugins to suggest.</param>
    public static ConfigDef Create(ConnectorDefaults defaults, PluginClasses plugins, PluginClasses suggested) =>
        DefineErrors(DefineChain(DefineConverters(DefineBasics(new ConfigDef(), defaults, suggested), defaults, plugins, suggested)));

    private static ConfigDef DefineBasics(ConfigDef definition, ConnectorDefaults defaults, PluginClasses suggested) =>
        definition
            .Define(
                ConnectorKeys.Name, ConfigType.String, ConfigImportance.High,
                "The connector's name, unique in the cluster.",
                ConfigValidators.NonEmptyStringWithoutControlChars, Common, 1, ConfigWidth.Medium, "Connector name")
            .Define(
                ConnectorKeys.ConnectorClass, ConfigType.String, ConfigImportance.High,
                "The connector's class: its full name or an alias, e.g. FileStreamSink.",
                null, Common, 2, ConfigWidth.Long, "Connector class")
            .Define(
                ConnectorKeys.ConnectorVersion, ConfigType.String, defaults.ConnectorVersion, ConfigImportance.Medium,
                "The version of the connector's class, or a version range.",
                VersionSyntaxValidator.Instance, Common, 3, ConfigWidth.Medium, "Connector version",
                recommender: new ConnectorVersionRecommender(suggested))
            .Define(
                ConnectorKeys.TasksMax, ConfigType.Int, 1, ConfigImportance.High,
                "The maximum number of tasks of the connector.",
                ConfigValidators.AtLeast(1), Common, 4, ConfigWidth.Short, "Tasks max")
            .Define(
                ConnectorKeys.TasksMaxEnforce, ConfigType.Boolean, true, ConfigImportance.Low,
                "Whether a connector fails if it creates more than tasks.max tasks.",
                null, Common, 5, ConfigWidth.Short, "Enforce tasks max");

    private static ConfigDef DefineConverters(ConfigDef definition, ConnectorDefaults defaults, PluginClasses plugins, PluginClasses suggested)
    {
        var values = new PluginClassValidator(PluginKind.Converter, plugins);
        var headers = new PluginClassValidator(PluginKind.HeaderConverter, plugins);
        DefineConverter(definition, ConnectorKeys.KeyConverter, "Key converter", 6, values, defaults.KeyConverter, suggested);
        DefineConverter(definition, ConnectorKeys.ValueConverter, "Value converter", 8, values, defaults.ValueConverter, suggested);
        return DefineConverter(definition, ConnectorKeys.HeaderConverter, "Header converter", 10, headers, defaults.HeaderConverter, suggested);
    }

    private static ConfigDef DefineConverter(
        ConfigDef definition, string name, string displayName, int order, PluginClassValidator validator, PluginDefault fallback,
        PluginClasses suggested) =>
        definition
            .Define(
                name, ConfigType.Class, fallback.ClassName, ConfigImportance.Low,
                $"{displayName} of this connector, instead of the worker's; its own settings are {name}.*.",
                validator, Common, order, ConfigWidth.Short, $"{displayName} class",
                recommender: new PluginClassRecommender(validator.Kind, suggested))
            .Define(
                name + ConnectorKeys.PluginVersionSuffix, ConfigType.String, fallback.Version, ConfigImportance.Low,
                "The version of that class, or a version range.",
                VersionSyntaxValidator.Instance, Common, order + 1, ConfigWidth.Short, $"{displayName} version",
                recommender: new PluginVersionRecommender(validator.Kind, name, suggested, hideWithoutClass: true));

    private static ConfigDef DefineChain(ConfigDef definition) =>
        definition
            .Define(
                ConnectorKeys.Transforms, ConfigType.List, "", ConfigImportance.Low,
                "Aliases of the transforms to apply to records, in order; configure each with transforms.ALIAS.type and transforms.ALIAS.*.",
                UniqueAliases("transformation aliases"), "Transforms", 12, ConfigWidth.Long, "Transforms")
            .Define(
                ConnectorKeys.Predicates, ConfigType.List, "", ConfigImportance.Low,
                "Aliases of the predicates that transforms may refer to; configure each with predicates.ALIAS.type and predicates.ALIAS.*.",
                UniqueAliases("predicate aliases"), "Predicates", 13, ConfigWidth.Long, "Predicates")
            .Define(
                ConnectorKeys.ConfigActionReload, ConfigType.String, ConnectorKeys.ReloadRestart, ConfigImportance.Low,
                "What to do when a value from a config provider expires: restart the connector, or none.",
                ConfigValidators.ValidString(ConnectorKeys.ReloadNone, ConnectorKeys.ReloadRestart), Common, 14, ConfigWidth.Medium, "Reload Action");

    private static ConfigDef DefineErrors(ConfigDef definition) =>
        definition
            .Define(
                ConnectorKeys.ErrorsRetryTimeout, ConfigType.Long, 0L, ConfigImportance.Medium,
                "How long (ms) to retry a failed operation: 0 for no retries, -1 for no limit.",
                null, Errors, 1, ConfigWidth.Medium, "Retry Timeout for Errors")
            .Define(
                ConnectorKeys.ErrorsRetryDelayMaxMs, ConfigType.Long, 60000L, ConfigImportance.Medium,
                "The maximum delay (ms) between two retries.",
                null, Errors, 2, ConfigWidth.Medium, "Maximum Delay Between Retries for Errors")
            .Define(
                ConnectorKeys.ErrorsTolerance, ConfigType.String, "none", ConfigImportance.Medium,
                "What to do with a record that cannot be processed: none fails the task, all skips the record.",
                ConfigValidators.ValidString("none", "all"), Errors, 3, ConfigWidth.Short, "Error Tolerance")
            .Define(
                ConnectorKeys.ErrorsLogEnable, ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether to log each record that cannot be processed.",
                null, Errors, 4, ConfigWidth.Short, "Log Errors")
            .Define(
                ConnectorKeys.ErrorsLogIncludeMessages, ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether such a log entry includes the record's topic, partition, offset and timestamp.",
                null, Errors, 5, ConfigWidth.Short, "Log Error Details");

    internal static IConfigValidator UniqueAliases(string what) =>
        ConfigValidators.Composite(ConfigValidators.NonNull, ConfigValidators.Lambda(EnsureUnique, $"unique {what}"));

    private static void EnsureUnique(string name, object? value)
    {
        var aliases = (IReadOnlyList<object?>)value!;
        if (aliases.Distinct().Count() != aliases.Count)
            throw new ConfigException(name, value, "Duplicate alias provided.");
    }
}
