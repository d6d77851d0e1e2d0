using System.Globalization;
using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Hosting;

/// <summary>Checks a worker's configuration.</summary>
internal static class WorkerConfig
{
    private static readonly ConfigDef Standalone = DefineStandalone();
    private static readonly ConfigDef Distributed = DefineDistributed();

    /// <summary>Parses a worker's configuration, with variables resolved.</summary>
    /// <param name="properties">The configuration.</param>
    /// <param name="classes">Resolves class names.</param>
    /// <param name="options">Say where the configuration comes from, for error messages, and which REST settings the host applies.</param>
    /// <exception cref="ConfigException">It is invalid; the message lists every error.</exception>
    public static ParsedConfig Parse(IReadOnlyDictionary<string, string?> properties, IClassNameResolver classes, ConnectWorkerOptions options)
    {
        var definition = DefinitionOf(options.IsDistributed);
        var errors = definition.Validate(properties, classes).SelectMany(value => value.Errors.Select(error => (Key: value.Name, Error: error)))
            .ToList();
        errors.AddRange(FindBadServers(properties).Select(error => (WorkerKeys.BootstrapServers, error)));
        errors.AddRange(WorkerKeyCheck.FindGuards(properties, options.ServesRestKeys));
        if (errors.Count == 0)
            errors.AddRange(FindBadTimes(definition.Parse(properties, classes)));
        if (errors.Count == 0 && !options.IsDistributed)
            errors.AddRange(StandaloneExactlyOnce.FindErrors(properties, definition.Parse(properties, classes)));
        if (errors.Count == 0 && options.IsDistributed)
            errors.AddRange(FindBadClusterSettings(properties, definition.Parse(properties, classes)));
        if (errors.Count == 0)
            return definition.Parse(properties, classes);
        var texts = errors.ConvertAll(
            error => options.SectionPath is not { } section ? error.Error : $"{section}:{OptionOf(error.Key)}: {error.Error}");
        throw new ConfigException(texts.Count == 1 ? texts[0] : $"The worker's configuration has {texts.Count} errors:\n{string.Join('\n', texts)}");
    }

    /// <summary>The typed option of a key, or its path under Properties.</summary>
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

    /// <summary>Finds the keys that have no effect, or another one than in Kafka Connect, each with the reason.</summary>
    public static IEnumerable<(string Key, string Reason)> FindKeysWithoutEffect(
        IReadOnlyDictionary<string, string?> properties, ConnectWorkerOptions options) =>
        WorkerKeyCheck.FindWithoutEffect(properties, DefinitionOf(options.IsDistributed), options);

    private static ConfigDef DefinitionOf(bool isDistributed) => isDistributed ? Distributed : Standalone;

    /// <summary>Checks rules that involve several keys.</summary>
    private static IEnumerable<(string Key, string Error)> FindBadClusterSettings(
        IReadOnlyDictionary<string, string?> properties, ParsedConfig config)
    {
        string? error = null;
        try
        {
            MembershipConfig.Of(properties);
        }
        catch (ConfigException e)
        {
            error = e.Message;
        }

        if (error is not null)
            yield return (DistributedKeys.GroupId, error);
        if (error is null && !MembershipConfig.Of(properties).HasFencing && config.GetString(DistributedKeys.ExactlyOnceSourceSupport) is { } support
            && !support.Equals("disabled", StringComparison.OrdinalIgnoreCase))
            yield return (DistributedKeys.ExactlyOnceSourceSupport,
                $"exactly.once.source.support={support} needs a leader that writes in transactions: remove {MembershipConfig.FencingKey}=none.");
        var signature = config.GetString(DistributedKeys.InterWorkerSignatureAlgorithm);
        if (!config.GetList(DistributedKeys.InterWorkerVerificationAlgorithms).Contains(signature))
        {
            yield return (
                DistributedKeys.InterWorkerSignatureAlgorithm,
                $"Invalid value {signature} for configuration {DistributedKeys.InterWorkerSignatureAlgorithm}: Signature algorithm must be present "
                    + $"in {DistributedKeys.InterWorkerVerificationAlgorithms} list");
        }
    }

    /// <summary>Checks times: Kafka Connect's definitions accept some that make no sense.</summary>
    private static IEnumerable<(string Key, string Error)> FindBadTimes(ParsedConfig config)
    {
        foreach (var (key,
            least) in new[] { (WorkerKeys.OffsetFlushIntervalMs, 1), (WorkerKeys.OffsetFlushTimeoutMs, 1),
                (WorkerKeys.TaskShutdownGracefulTimeoutMs, 0) })
        {
            if (config.GetInt64(key) < least)
                yield return (key, $"Invalid value {config.GetInt64(key)} for configuration {key}: Value must be at least {least}");
        }
    }

    /// <summary>Checks addresses: the client would use a default port for one without a port, and would retry a mistyped one for ever.</summary>
    private static IEnumerable<string> FindBadServers(IReadOnlyDictionary<string, string?> properties)
    {
        var servers = properties.GetValueOrDefault(WorkerKeys.BootstrapServers) ?? "";
        if (new ClientConfig(ClientKind.Admin, "", properties).IsEmbedded)
            return [];
        return servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(server => server.LastIndexOf(':') is var colon
                && (colon <= 0 || !ushort.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            .Select(server =>
                $"Invalid url in {WorkerKeys.BootstrapServers}: {server}: an address is host:port, or '{ClientConfig.Embedded}' for a broker "
                    + "inside the process.");
    }

    /// <summary>The offset file, which Kafka Connect requires, is optional: offsets may be kept in memory.</summary>
    private static ConfigDef DefineStandalone()
    {
        var definition = WorkerAdditions.AddTo(WorkerDefinition.Create());
        StandaloneExactlyOnce.Define(definition);
        definition.Define(
            WorkerKeys.OffsetStorageFileFilename, ConfigType.String, null, ConfigImportance.High,
            "The file in which source offsets are stored. Default: they are kept in memory.");
        definition.Define(
            StandaloneMode.TruncatedOffsetFileKey, ConfigType.String, "fail", ConfigImportance.Low,
            "What to do with an offset file that ends in the middle of an entry: refuse to start (fail), or start without offsets.",
            validator: ConfigValidators.ValidString("fail", StandaloneMode.EmptyWhenTruncated));
        return definition;
    }

    private static ConfigDef DefineDistributed()
    {
        var definition = WorkerAdditions.AddTo(new ConfigDef(DistributedDefinition.Instance));
        definition.Define(
            CoordinationTopic.Key, ConfigType.String, null, ConfigImportance.Low,
            "The topic through which the workers coordinate. Default: the group id followed by -coordination.");
        definition.Define(
            MembershipConfig.FencingKey, ConfigType.String, "transactions", ConfigImportance.Low,
            "How an old leader is fenced: by the broker, with transactions, or not at all (none), if no ACL for a transactional id can be "
                + "granted.",
            validator: ConfigValidators.CaseInsensitiveValidString("transactions", "none"));
        return definition;
    }
}
