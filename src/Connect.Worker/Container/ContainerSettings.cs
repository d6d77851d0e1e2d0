using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.WorkerProgram.Plugins;

namespace Connect.WorkerProgram.Container;

/// <summary>Reads the worker's properties from the environment variables of the public Connect images.</summary>
/// <remarks> <c>CONNECT_SOME_KEY</c> sets <c>some.key</c>: one underscore stands for a dot, two for an underscore, three for a hyphen, as in
/// Confluent's image. The short names (<c>BOOTSTRAP_SERVERS</c>, <c>GROUP_ID</c>, <c>CONFIG_STORAGE_TOPIC</c>, …) and defaults are those of
/// debezium/connect: internal topics have one replica, so that one broker is enough for a trial, and the default status topic is
/// <c>connect-status</c>. A <c>CONNECT_</c> variable takes precedence over a short name.
/// </remarks>
internal static class ContainerSettings
{
    private const string Prefix = "CONNECT_";
    private const string JsonConverter = "org.apache.kafka.connect.json.JsonConverter";

    /// <summary>The default plugin directory of the image: <c>/kafka/connect</c>, as in debezium/connect.</summary>
    public const string PluginFolder = "/kafka/connect";

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["BOOTSTRAP_SERVERS"] = WorkerKeys.BootstrapServers,
        ["GROUP_ID"] = "group.id",
        ["CONFIG_STORAGE_TOPIC"] = "config.storage.topic",
        ["OFFSET_STORAGE_TOPIC"] = "offset.storage.topic",
        ["STATUS_STORAGE_TOPIC"] = "status.storage.topic",
        ["ADVERTISED_HOST_NAME"] = "rest.advertised.host.name",
        ["ADVERTISED_PORT"] = "rest.advertised.port",
        ["KEY_CONVERTER"] = WorkerKeys.KeyConverter,
        ["VALUE_CONVERTER"] = WorkerKeys.ValueConverter,
        ["OFFSET_FLUSH_INTERVAL_MS"] = "offset.flush.interval.ms",
        ["OFFSET_FLUSH_TIMEOUT_MS"] = "offset.flush.timeout.ms",
        ["SHUTDOWN_TIMEOUT"] = "task.shutdown.graceful.timeout.ms",
        ["KAFKA_CONNECT_PLUGINS_DIR"] = WorkerKeys.PluginPath,
    };

    /// <summary><c>CONNECT_</c> variables that are for the image's scripts and not worker settings.</summary>
    private static readonly string[] NoKeys = ["CONNECT_WORKER_DLL", "CONNECT_LOG4J", "CONNECT_CUB_", "CONNECT_KAFKA_HEAP_OPTS"];

    /// <summary>Reads the properties.</summary>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="ConfigException">Required variables are missing; the message names all of them.</exception>
    public static Dictionary<string, string?> Read(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var variables = environment.Where(variable => !string.IsNullOrEmpty(variable.Value)).ToDictionary(StringComparer.Ordinal);
        var properties = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["group.id"] = "1",
            ["status.storage.topic"] = "connect-status",
            ["config.storage.replication.factor"] = "1",
            ["offset.storage.replication.factor"] = "1",
            ["status.storage.replication.factor"] = "1",
            [WorkerKeys.KeyConverter] = JsonConverter,
            [WorkerKeys.ValueConverter] = JsonConverter,
            ["listeners"] = $"http://{variables.GetValueOrDefault("REST_HOST_NAME", "0.0.0.0")}:{variables.GetValueOrDefault("REST_PORT", "8083")}",
        };
        if (PluginLoading.IsSupported)
            properties[WorkerKeys.PluginPath] = PluginFolder;
        foreach (var (name, key) in ShortNames)
        {
            if (variables.TryGetValue(name, out var value))
                properties[key] = value;
        }

        foreach (var (name, value) in variables)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && !NoKeys.Any(other => name.StartsWith(other, StringComparison.Ordinal)))
                properties[KeyOf(name)] = value;
        }

        Migrate(properties);
        Require(properties);
        return properties;
    }

    /// <summary>The key that a variable sets.</summary>
    /// <param name="variable">The variable's name, without <c>CONNECT_</c>.</param>
    private static string KeyOf(string variable) => variable[Prefix.Length..].ToLowerInvariant()
        .Replace("___", "-", StringComparison.Ordinal).Replace("__", "\0", StringComparison.Ordinal).Replace('_', '.').Replace('\0', '_');

    /// <summary>Images of earlier versions set <c>rest.port</c> and <c>rest.host.name</c>, which Kafka Connect 4 replaced by
    /// <c>listeners</c>.</summary>
    private static void Migrate(Dictionary<string, string?> properties)
    {
        var hasHost = properties.Remove("rest.host.name", out var host);
        var hasPort = properties.Remove("rest.port", out var port);
        if (hasHost || hasPort)
            properties["listeners"] = $"http://{host ?? "0.0.0.0"}:{port ?? "8083"}";
    }

    private static void Require(Dictionary<string, string?> properties)
    {
        (string Key, string Variable)[] needed =
        [
            (WorkerKeys.BootstrapServers, "BOOTSTRAP_SERVERS"), ("config.storage.topic", "CONFIG_STORAGE_TOPIC"),
            ("offset.storage.topic", "OFFSET_STORAGE_TOPIC"),
        ];
        string[] missing = [.. needed.Where(one => !properties.ContainsKey(one.Key)).Select(one => $"{one.Variable} (or {VariableOf(one.Key)})")];
        if (missing.Length > 0)
            throw new ConfigException($"These environment variables must be set: {string.Join(", ", missing)}.");
    }

    private static string VariableOf(string key) => Prefix + key.ToUpperInvariant().Replace('.', '_');
}
