using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Translation;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Hosting;

/// <summary>Finds the keys of a worker's configuration that do not do what they do in Kafka Connect. None is passed over in silence; one that guards something ends the start.</summary>
internal static class WorkerKeyCheck
{
    private const string SecurityProtocol = DistributedKeys.SecurityProtocol;
    private const string AllowlistKey = "connector.client.config.override.allowlist";
    private const string JavaMetrics = "it is about the metrics of the Java virtual machine";

    /// <summary>The beginnings of keys that others read and judge: clients, converters, providers, metrics' labels.</summary>
    private static readonly string[] Prefixes =
        ["producer.", "consumer.", "admin.", "key.converter.", "value.converter.", "header.converter.", "config.providers.", "metrics.context."];

    private static readonly string[] ListenerPrefixes = ["listeners.https.", "admin.listeners.https."];

    private static readonly Dictionary<string, string> WithoutEffect = new(StringComparer.Ordinal)
    {
        [WorkerKeys.PluginPath] = "folders are not searched for plugins; a worker has those that its program adds with AddPlugins.",
        [WorkerKeys.PluginDiscovery] = "folders are not searched for plugins.",
        [WorkerKeys.MetricsSampleWindowMs] = $"{JavaMetrics}.",
        [WorkerKeys.MetricsNumSamples] = $"{JavaMetrics}.",
        [WorkerKeys.MetricsRecordingLevel] = $"{JavaMetrics}.",
        [WorkerKeys.MetricReporters] = $"{JavaMetrics}.",
        ["internal.key.converter"] = "Kafka Connect removed it in 3.0; offsets are always stored as JSON.",
        ["internal.value.converter"] = "Kafka Connect removed it in 3.0; offsets are always stored as JSON.",
    };

    /// <summary>Settings of the REST API that only the worker program's own server obeys.</summary>
    private static readonly string[] RestKeys =
        [WorkerKeys.AccessControlAllowOrigin, WorkerKeys.AccessControlAllowMethods, WorkerKeys.ResponseHttpHeadersConfig];

    /// <summary>Settings of the REST API that keep somebody out.</summary>
    private static readonly string[] RestGuards = [WorkerKeys.RestExtensionClasses, WorkerKeys.AdminListeners, WorkerKeys.SslClientAuth];

    /// <summary>Finds settings that guard something and are not carried out.</summary>
    /// <param name="properties">The worker's configuration.</param>
    /// <param name="servesRestKeys">Whether the host obeys the keys of Kafka Connect's REST server.</param>
    /// <returns>Each key with a sentence.</returns>
    public static IEnumerable<(string Key, string Error)> FindGuards(IReadOnlyDictionary<string, string?> properties, bool servesRestKeys) =>
        from key in RestGuards
        where !servesRestKeys && properties.TryGetValue(key, out var value) && value is not null && (key == WorkerKeys.AdminListeners || value.Trim() is not ("" or "none"))
        select (key, $"{key} guards nothing in an application, whose own web server answers, so the worker does not start. Remove it, and guard the endpoints with MapKafkaConnect().RequireAuthorization() and ASP.NET Core's settings.");

    /// <summary>Finds keys that have no effect, or another one than in Kafka Connect.</summary>
    /// <param name="properties">The worker's configuration.</param>
    /// <param name="definition">The keys of this worker.</param>
    /// <param name="servesRestKeys">Whether the host obeys the keys of Kafka Connect's REST server.</param>
    /// <returns>Each key with what becomes of it, as the end of a sentence.</returns>
    public static IEnumerable<(string Key, string Reason)> FindWithoutEffect(IReadOnlyDictionary<string, string?> properties, ConfigDef definition, bool servesRestKeys)
    {
        foreach (var (key, value) in properties)
        {
            if (ReasonOf(key, value, properties, definition, servesRestKeys) is { } reason)
                yield return (key, reason);
        }
    }

    private static string? ReasonOf(string key, string? value, IReadOnlyDictionary<string, string?> properties, ConfigDef definition, bool servesRestKeys)
    {
        if (WithoutEffect.TryGetValue(key, out var reason))
            return value?.Contains(" #", StringComparison.Ordinal) == true ? $"{reason} A comment needs a line of its own." : reason;
        if (RestKeys.Contains(key, StringComparer.Ordinal) && !servesRestKeys && !string.IsNullOrWhiteSpace(value))
            return "the application's own web server answers: use ASP.NET Core's settings instead.";
        if (key == SecurityProtocol)
            return ReasonOfProtocol(value, properties);
        if (definition[key] is not null || JavaClientKeys.Find(ClientKind.Admin, key) is not null || key == AllowlistKey)
            return null;
        if (Array.Find(ListenerPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)) is { } listener && definition[key[listener.Length..]] is not null)
            return null;
        if (Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            return null;
        if (DistributedDefinition.Instance[key] is not null)
            return "it belongs to a distributed worker, and this one is standalone.";
        if (JavaClientKeys.Find(ClientKind.Producer, key) is not null)
            return $"clients of connectors read it as 'producer.{key}'.";
        if (JavaClientKeys.Find(ClientKind.Consumer, key) is not null)
            return $"clients of connectors read it as 'consumer.{key}'.";
        return Spelling.Nearest(key, definition.Keys.Select(known => known.Name)) is { } near ? $"nothing reads it. Did you mean '{near}'?" : "nothing reads it.";
    }

    private static string? ReasonOfProtocol(string? value, IReadOnlyDictionary<string, string?> properties)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Trim().Equals("PLAINTEXT", StringComparison.OrdinalIgnoreCase))
            return null;
        string[] missing = [.. new[] { $"producer.{SecurityProtocol}", $"consumer.{SecurityProtocol}" }.Where(key => !properties.ContainsKey(key))];
        return missing.Length == 0 ? null : $"as in Kafka Connect it covers the worker's own connections alone; those of connectors need {string.Join(" and ", missing)}.";
    }
}
