using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Translation;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Hosting;

/// <summary>Finds worker settings that do not have the effect that they have in Kafka Connect. Each is reported; one that protects something fails
/// the start.</summary>
internal static class WorkerKeyCheck
{
    private const string SecurityProtocol = DistributedKeys.SecurityProtocol;
    private const string AllowlistKey = "connector.client.config.override.allowlist";
    private const string JavaMetrics = "it configures the metrics of the Java virtual machine";

    /// <summary>Prefixes of keys that other components validate: clients, converters, config providers, metric labels.</summary>
    private static readonly string[] Prefixes =
        ["producer.", "consumer.", "admin.", "key.converter.", "value.converter.", "header.converter.", "config.providers.", "metrics.context."];

    /// <summary>Prefixes of the settings with which internal topics are created.</summary>
    private static readonly string[] TopicPrefixes = ["config.storage.", "offset.storage.", "status.storage."];

    private static readonly string[] ListenerPrefixes = ["listeners.https.", "admin.listeners.https."];

    private static readonly Dictionary<string, string> WithoutEffect = new(StringComparer.Ordinal)
    {
        [WorkerKeys.PluginPath] = "folders are not searched for plugins; a worker has the plugins that its program adds with AddPlugins.",
        [WorkerKeys.PluginDiscovery] = "folders are not searched for plugins.",
        [WorkerKeys.MetricsSampleWindowMs] = $"{JavaMetrics}.",
        [WorkerKeys.MetricsNumSamples] = $"{JavaMetrics}.",
        [WorkerKeys.MetricsRecordingLevel] = $"{JavaMetrics}.",
        [WorkerKeys.MetricReporters] = $"{JavaMetrics}.",
        ["internal.key.converter"] = "Kafka Connect removed it in 3.0; offsets are always stored as JSON.",
        ["internal.value.converter"] = "Kafka Connect removed it in 3.0; offsets are always stored as JSON.",
    };

    /// <summary>Settings of the REST API that only the worker program's own server applies.</summary>
    private static readonly string[] RestKeys =
        [WorkerKeys.AccessControlAllowOrigin, WorkerKeys.AccessControlAllowMethods, WorkerKeys.ResponseHttpHeadersConfig];

    /// <summary>Settings of the REST API that restrict access.</summary>
    private static readonly string[] RestGuards = [WorkerKeys.RestExtensionClasses, WorkerKeys.AdminListeners, WorkerKeys.SslClientAuth];

    /// <summary>Finds settings that restrict access and would not be applied.</summary>
    /// <param name="properties">The worker's configuration.</param>
    /// <param name="servesRestKeys">Whether the host applies the settings of Kafka Connect's REST server.</param>
    /// <returns>Each key with an error message.</returns>
    public static IEnumerable<(string Key, string Error)> FindGuards(IReadOnlyDictionary<string, string?> properties, bool servesRestKeys) =>
        from key in RestGuards
        where !servesRestKeys && properties.TryGetValue(key, out var value) && value is not null
            && (key == WorkerKeys.AdminListeners || value.Trim() is not ("" or "none"))
        select (key,
            $"{key} protects nothing in an application, because the application's own web server serves the REST API. The worker does not start. "
                + "Remove it, and protect the endpoints with MapKafkaConnect().RequireAuthorization() and ASP.NET Core's settings.");

    /// <summary>Finds keys that have no effect, or another one than in Kafka Connect.</summary>
    /// <param name="properties">The worker's configuration.</param>
    /// <param name="definition">The keys of this worker.</param>
    /// <param name="options">The worker's settings.</param>
    /// <returns>Each key with the reason, as the end of a sentence.</returns>
    public static IEnumerable<(string Key, string Reason)> FindWithoutEffect(
        IReadOnlyDictionary<string, string?> properties, ConfigDef definition, ConnectWorkerOptions options)
    {
        foreach (var (key, value) in properties)
        {
            if (ReasonOf(key, value, properties, definition, options) is { } reason)
                yield return (key, reason);
        }
    }

    private static string? ReasonOf(
        string key, string? value, IReadOnlyDictionary<string, string?> properties, ConfigDef definition, ConnectWorkerOptions options)
    {
        if (key == WorkerKeys.PluginPath && options.ServesRestKeys)
            return null;
        if (WithoutEffect.TryGetValue(key, out var reason))
            return value?.Contains(" #", StringComparison.Ordinal) == true ? $"{reason} Write comments on their own line." : reason;
        if (RestKeys.Contains(key, StringComparer.Ordinal) && !options.ServesRestKeys && !string.IsNullOrWhiteSpace(value))
            return "the application's own web server serves the REST API: use ASP.NET Core's settings instead.";
        if (key == SecurityProtocol)
            return ReasonOfProtocol(value, properties);
        if (key == WorkerKeys.ExitWhenFinished && (options.IsDistributed || !options.ServesRestKeys))
            return "only the standalone worker program ends by itself.";
        if (options.IsDistributed && ReasonInCluster(key, value) is { } clusterReason)
            return clusterReason;
        if (options.IsDistributed && TopicPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            return null;
        if (!options.IsDistributed && StandaloneExactlyOnce.IsIdle(key, properties))
            return "it belongs to a distributed worker, or to exactly.once.source.support=enabled.";
        if (!options.IsDistributed && key.StartsWith("offset.storage.", StringComparison.Ordinal)
            && !StandaloneExactlyOnce.IsIdle(DistributedKeys.OffsetStorageTopic, properties))
        {
            return null;
        }

        if (definition[key] is not null || JavaClientKeys.Find(ClientKind.Admin, key) is not null || key == AllowlistKey)
            return null;
        if (Array.Find(ListenerPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)) is { } listener
            && definition[key[listener.Length..]] is not null)
            return null;
        if (Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            return null;
        if (key is WorkerKeys.OffsetStorageFileFilename or StandaloneMode.TruncatedOffsetFileKey)
            return "it belongs to a standalone worker, and this one is distributed: offsets are kept in the topic offset.storage.topic.";
        if (DistributedDefinition.Instance[key] is not null)
            return "it belongs to a distributed worker, and this one is standalone.";
        if (JavaClientKeys.Find(ClientKind.Producer, key) is not null)
            return $"clients of connectors read it as 'producer.{key}'.";
        if (JavaClientKeys.Find(ClientKind.Consumer, key) is not null)
            return $"clients of connectors read it as 'consumer.{key}'.";
        return Spelling.Nearest(key, definition.Keys.Select(known => known.Name)) is { } near
            ? $"no setting has this name. Did you mean '{near}'?" : "no setting has this name.";
    }

    private static string? ReasonInCluster(string key, string? value) => key switch
    {
        DistributedKeys.ConnectProtocol when value?.Trim() is not (null or "" or "sessioned") =>
            "workers of this kind always behave as with sessioned: they sign their requests to each other and rebalance incrementally.",
        "config.storage.partitions" => "the topic config.storage.topic always has one partition.",
        DistributedKeys.WorkerUnsyncBackoffMs => "a worker that is behind in reading the config topic stays in the group and waits until it has "
            + "caught up.",
        _ when TopicPrefixes.Any(prefix => key == prefix + "cleanup.policy") => "internal topics are always compacted.",
        _ => null,
    };

    private static string? ReasonOfProtocol(string? value, IReadOnlyDictionary<string, string?> properties)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Trim().Equals("PLAINTEXT", StringComparison.OrdinalIgnoreCase))
            return null;
        string[] missing = [.. new[] { $"producer.{SecurityProtocol}", $"consumer.{SecurityProtocol}" }.Where(key => !properties.ContainsKey(key))];
        return missing.Length == 0
            ? null
            : $"as in Kafka Connect it applies only to the worker's own connections; those of connectors need {string.Join(" and ", missing)}.";
    }
}
