using Connect.Runtime.Configuration.Providers;

namespace Connect.Runtime.Configuration;

/// <summary>The keys of a worker, standalone or distributed.</summary>
internal static class WorkerKeys
{
    public const string BootstrapServers = "bootstrap.servers";
    public const string ClientDnsLookup = "client.dns.lookup";
    public const string KeyConverter = "key.converter";
    public const string KeyConverterVersion = "key.converter.plugin.version";
    public const string ValueConverter = "value.converter";
    public const string ValueConverterPluginVersion = "value.converter.plugin.version";
    public const string TaskShutdownGracefulTimeoutMs = "task.shutdown.graceful.timeout.ms";
    public const string OffsetFlushIntervalMs = "offset.flush.interval.ms";
    public const string OffsetFlushTimeoutMs = "offset.flush.timeout.ms";
    /// <summary>A key of our own.</summary>
    public const string TaskStallTimeoutMs = "task.stall.timeout.ms";

    public const string PluginPath = "plugin.path";
    public const string PluginDiscovery = "plugin.discovery";
    public const string MetricsSampleWindowMs = "metrics.sample.window.ms";
    public const string MetricsNumSamples = "metrics.num.samples";
    public const string MetricsRecordingLevel = "metrics.recording.level";
    public const string MetricReporters = "metric.reporters";
    public const string HeaderConverter = "header.converter";
    public const string HeaderConverterPluginVersion = "header.converter.plugin.version";
    public const string ConfigProviders = "config.providers";
    public const string ConnectorClientConfigOverridePolicy = "connector.client.config.override.policy";
    public const string TopicCreationEnable = "topic.creation.enable";
    public const string TopicTrackingEnable = "topic.tracking.enable";
    public const string TopicTrackingAllowReset = "topic.tracking.allow.reset";
    public const string Listeners = "listeners";
    public const string RestAdvertisedHostName = "rest.advertised.host.name";
    public const string RestAdvertisedPort = "rest.advertised.port";
    public const string RestAdvertisedListener = "rest.advertised.listener";
    public const string AccessControlAllowOrigin = "access.control.allow.origin";
    public const string AccessControlAllowMethods = "access.control.allow.methods";
    public const string ResponseHttpHeadersConfig = "response.http.headers.config";
    public const string SslClientAuth = "ssl.client.auth";
    public const string RestExtensionClasses = "rest.extension.classes";
    public const string AdminListeners = "admin.listeners";

    // Ours.
    public const string ExitWhenFinished = "exit.when.finished";
    public const string RestHidePasswords = "rest.hide.passwords";
    public const string RestMaxConcurrentWrites = "rest.max.concurrent.writes";
    public const int DefaultMaxConcurrentWrites = 256;
    public const string OffsetStorageFileFilename = "offset.storage.file.filename";
}
