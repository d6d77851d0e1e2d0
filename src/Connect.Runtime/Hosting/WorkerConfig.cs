using System.Globalization;
using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Hosting;

/// <summary>Checks a worker's configuration.</summary>
internal static class WorkerConfig
{
    private static readonly ConfigDef Definition = Define();

    /// <summary>Parses a worker's configuration, variables resolved.</summary>
    /// <param name="properties">The configuration.</param>
    /// <param name="classes">Resolves class names.</param>
    /// <param name="options">Where it comes from, for the text of an error, and which settings of the REST API are carried out.</param>
    /// <exception cref="ConfigException">It is not valid; the message lists every error.</exception>
    public static ParsedConfig Parse(IReadOnlyDictionary<string, string?> properties, IClassNameResolver classes, ConnectWorkerOptions options)
    {
        var errors = Definition.Validate(properties, classes).SelectMany(value => value.Errors.Select(error => (Key: value.Name, Error: error))).ToList();
        errors.AddRange(FindBadServers(properties).Select(error => (WorkerKeys.BootstrapServers, error)));
        errors.AddRange(WorkerKeyCheck.FindGuards(properties, options.ServesRestKeys));
        if (errors.Count == 0)
            errors.AddRange(FindBadTimes(Definition.Parse(properties, classes)));
        if (errors.Count == 0)
            return Definition.Parse(properties, classes);
        var texts = errors.ConvertAll(error => options.SectionPath is not { } section ? error.Error : $"{section}:{OptionOf(error.Key)}: {error.Error}");
        throw new ConfigException(texts.Count == 1 ? texts[0] : $"The worker's configuration has {texts.Count} errors:\n{string.Join('\n', texts)}");
    }

    /// <summary>The typed option of a key, or its place among the properties.</summary>
    private static string OptionOf(string key) => key switch
    {
        WorkerKeys.BootstrapServers => nameof(ConnectWorkerOptions.BootstrapServers),
        WorkerKeys.KeyConverter => nameof(ConnectWorkerOptions.KeyConverter),
        WorkerKeys.ValueConverter => nameof(ConnectWorkerOptions.ValueConverter),
        WorkerKeys.OffsetStorageFileFilename => nameof(ConnectWorkerOptions.OffsetStorageFile),
        WorkerKeys.OffsetFlushIntervalMs => nameof(ConnectWorkerOptions.OffsetFlushInterval),
        WorkerKeys.OffsetFlushTimeoutMs => nameof(ConnectWorkerOptions.OffsetFlushTimeout),
        WorkerKeys.TaskShutdownGracefulTimeoutMs => nameof(ConnectWorkerOptions.TaskShutdownTimeout),
        _ => $"{nameof(ConnectWorkerOptions.Properties)}:{key}",
    };

    /// <summary>The keys that have no effect, or another one than in Kafka Connect, each with what becomes of it.</summary>
    public static IEnumerable<(string Key, string Reason)> FindKeysWithoutEffect(IReadOnlyDictionary<string, string?> properties, bool servesRestKeys) =>
        WorkerKeyCheck.FindWithoutEffect(properties, Definition, servesRestKeys);

    /// <summary>Kafka Connect's definitions let times through that mean nothing.</summary>
    private static IEnumerable<(string Key, string Error)> FindBadTimes(ParsedConfig config)
    {
        foreach (var (key, least) in new[] { (WorkerKeys.OffsetFlushIntervalMs, 1), (WorkerKeys.OffsetFlushTimeoutMs, 1), (WorkerKeys.TaskShutdownGracefulTimeoutMs, 0) })
        {
            if (config.GetInt64(key) < least)
                yield return (key, $"Invalid value {config.GetInt64(key)} for configuration {key}: Value must be at least {least}");
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
