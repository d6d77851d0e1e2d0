using Connect.Configuration;
using Connect.Runtime.Configuration.Providers;

namespace Connect.Runtime.Configuration;

/// <summary>What every worker can be configured with, in the order of <c>org.apache.kafka.connect.runtime.WorkerConfig</c>.</summary>
internal static class WorkerDefinition
{
    public static ConfigDef Create() => DefineTracking(DefineCommon(new ConfigDef()).DefineTls()).DefineRest();

    private static ConfigDef DefineCommon(ConfigDef definition) =>
        definition
            .Define(
                WorkerKeys.BootstrapServers, ConfigType.List, ConfigImportance.High,
                "Addresses (host:port) of some brokers; the client finds the others through them.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: false, nullAllowed: false))
            .Define(
                WorkerKeys.ClientDnsLookup, ConfigType.String, "use_all_dns_ips", ConfigImportance.Medium,
                "How the client uses the addresses to which a host name resolves.",
                ConfigValidators.ValidString("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"))
            .Define(
                WorkerKeys.KeyConverter, ConfigType.Class, ConfigImportance.High,
                "The default converter for record keys.")
            .Define(WorkerKeys.KeyConverterVersion, ConfigType.String, null, ConfigImportance.Low,
                "The version or version range of the key converter.")
            .Define(
                WorkerKeys.ValueConverter, ConfigType.Class, ConfigImportance.High,
                "The default converter for record values.")
            .Define(
                WorkerKeys.ValueConverterPluginVersion, ConfigType.String, null, ConfigImportance.Low,
                "The version or version range of the value converter.")
            .Define(
                WorkerKeys.TaskShutdownGracefulTimeoutMs, ConfigType.Long, 5000L, ConfigImportance.Low,
                "How long (ms) all tasks together may take to stop when the worker stops.")
            .Define(WorkerKeys.OffsetFlushIntervalMs, ConfigType.Long, 60000L, ConfigImportance.Low, "How often (ms) tasks commit their offsets.")
            .Define(
                WorkerKeys.OffsetFlushTimeoutMs, ConfigType.Long, 5000L, ConfigImportance.Low,
                "How long (ms) a task may take to flush records and commit offsets before the commit is abandoned until the next interval.")
            .Define(
                WorkerKeys.PluginPath, ConfigType.List, null, ConfigImportance.Low,
                "Folders with plugins, each loaded in isolation. Variables in this setting are not resolved.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: false, nullAllowed: true))
            .Define(
                WorkerKeys.PluginDiscovery, ConfigType.String, "hybrid_warn", ConfigImportance.Low,
                "How plugins are discovered; has no effect, every mode finds the same plugins.",
                ConfigValidators.CaseInsensitiveValidString("only_scan", "hybrid_warn", "hybrid_fail", "service_load"))
            .Define(
                WorkerKeys.MetricsSampleWindowMs, ConfigType.Long, 30000L, ConfigImportance.Low,
                "The time window (ms) of a metric's sample.",
                ConfigValidators.AtLeast(0))
            .Define(
                WorkerKeys.MetricsNumSamples, ConfigType.Int, 2, ConfigImportance.Low,
                "The number of samples of a metric.",
                ConfigValidators.AtLeast(1))
            .Define(
                WorkerKeys.MetricsRecordingLevel, ConfigType.String, "INFO", ConfigImportance.Low,
                "The level of detail of metrics.",
                ConfigValidators.ValidString("INFO", "DEBUG"))
            .Define(
                WorkerKeys.MetricReporters, ConfigType.List, "org.apache.kafka.common.metrics.JmxReporter", ConfigImportance.Low,
                "Metrics reporter classes; has no effect, metrics are published through System.Diagnostics.Metrics.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false))
            .Define(
                WorkerKeys.HeaderConverter, ConfigType.Class, "org.apache.kafka.connect.storage.SimpleHeaderConverter", ConfigImportance.Low,
                "The default converter for record headers.")
            .Define(
                WorkerKeys.HeaderConverterPluginVersion, ConfigType.String, null, ConfigImportance.Low,
                "The version or version range of the header converter.")
            .Define(
                WorkerKeys.ConfigProviders, ConfigType.List, "", ConfigImportance.Low,
                "Names of the config providers for ${name:path:key}; configure each with config.providers.NAME.class and "
                    + "config.providers.NAME.param.*.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false))
            .Define(
                WorkerKeys.ConnectorClientConfigOverridePolicy, ConfigType.String, "All", ConfigImportance.Medium,
                "Which client settings a connector may override: All, None, Principal, Allowlist, or the class of a policy.")
            .Define(
                WorkerKeys.TopicCreationEnable, ConfigType.Boolean, true, ConfigImportance.Low,
                "Whether the worker creates topics of source connectors with topic.creation.* settings.");

    private static ConfigDef DefineTracking(ConfigDef definition) =>
        definition
            .Define(
                WorkerKeys.TopicTrackingEnable, ConfigType.Boolean, true, ConfigImportance.Low,
                "Whether the worker tracks the topics that a connector has used.")
            .Define(
                WorkerKeys.TopicTrackingAllowReset, ConfigType.Boolean, true, ConfigImportance.Low,
                "Whether users may reset the topics that a connector has used.");
}
