using System.Globalization;
using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Hosting;

/// <summary>Checks a worker's configuration.</summary>
internal static class WorkerConfig
{
    /// <summary>The beginnings of keys that others read: converters, clients, providers, metrics' labels, listeners.</summary>
    private static readonly string[] Prefixes =
    [
        "producer.", "consumer.", "admin.", "key.converter.", "value.converter.", "header.converter.", "config.providers.", "metrics.context.",
        "listeners.https.", "admin.listeners.https.", "ssl.", "sasl.", "internal.key.converter", "internal.value.converter", "connector.client.config.override.",
    ];

    private static readonly ConfigDef Definition = Define();

    /// <summary>Parses a worker's configuration, variables resolved.</summary>
    /// <exception cref="ConfigException">It is not valid; the message lists every error.</exception>
    public static ParsedConfig Parse(IReadOnlyDictionary<string, string?> properties, IClassNameResolver classes)
    {
        var errors = Definition.Validate(properties, classes).SelectMany(value => value.Errors).ToList();
        errors.AddRange(FindBadServers(properties));
        if (errors.Count == 0)
            errors.AddRange(FindBadTimes(Definition.Parse(properties, classes)));
        if (errors.Count > 0)
            throw new ConfigException($"The worker's configuration is not valid and has the following {errors.Count} error(s):\n{string.Join('\n', errors)}");
        return Definition.Parse(properties, classes);
    }

    /// <summary>The keys that nothing reads, each with what was probably meant.</summary>
    public static IEnumerable<(string Key, string Remedy)> FindUnknownKeys(IReadOnlyDictionary<string, string?> properties)
    {
        foreach (var key in properties.Keys)
        {
            if (Definition[key] is not null || DistributedDefinition.Instance[key] is not null || IsClientKey(key) || Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
                continue;
            var near = Spelling.Nearest(key, Definition.Keys.Select(known => known.Name));
            yield return (key, near is null ? "" : $" Did you mean '{near}'?");
        }
    }

    /// <summary>Kafka Connect's definitions let times through that mean nothing.</summary>
    private static IEnumerable<string> FindBadTimes(ParsedConfig config)
    {
        foreach (var (key, least) in new[] { (WorkerKeys.OffsetFlushIntervalMs, 1), (WorkerKeys.OffsetFlushTimeoutMs, 1), (WorkerKeys.TaskShutdownGracefulTimeoutMs, 0) })
        {
            if (config.GetInt64(key) < least)
                yield return $"Invalid value {config.GetInt64(key)} for configuration {key}: Value must be at least {least}";
        }
    }

    /// <summary>An address without a port would be tried at the default one, and one that is mistyped for ever.</summary>
    private static IEnumerable<string> FindBadServers(IReadOnlyDictionary<string, string?> properties)
    {
        var servers = properties.GetValueOrDefault(WorkerKeys.BootstrapServers) ?? "";
        if (new ClientConfig(ClientKind.Admin, "", properties).IsEmbedded)
            return [];
        return servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(server => server.LastIndexOf(':') is var colon && (colon <= 0 || !ushort.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            .Select(server => $"Invalid url in {WorkerKeys.BootstrapServers}: {server}: an address is host:port, or '{ClientConfig.Embedded}' for a broker inside the process.");
    }

    private static bool IsClientKey(string key) => Array.Exists(Enum.GetValues<ClientKind>(), kind => JavaClientKeys.Find(kind, key) is not null);

    /// <summary>Offsets in memory are allowed here: the file, which Kafka Connect requires, is optional.</summary>
    private static ConfigDef Define()
    {
        var definition = WorkerDefinition.Create();
        definition.Define(WorkerKeys.OffsetStorageFileFilename, ConfigType.String, null, ConfigImportance.High, "The file that source offsets are kept in; none: they are kept in memory.");
        definition.Define(
            StandaloneMode.TruncatedOffsetFileKey, ConfigType.String, "fail", ConfigImportance.Low, "What to do with an offset file that ends in the middle of an entry: refuse to start, or start without offsets.",
            validator: ConfigValidators.ValidString("fail", StandaloneMode.EmptyWhenTruncated));
        definition.Define("rest.basic.auth.credentials.file", ConfigType.String, null, ConfigImportance.Medium, "The file with the users of the REST API, in lines of the form user=password.");
        definition.Define("java.security.auth.login.config", ConfigType.String, null, ConfigImportance.Low, "The JAAS file whose section KafkaConnect names the file with the users of the REST API.");
        return definition;
    }
}
