using System.Globalization;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>The settings of a worker. The typed properties and Kafka Connect's keys are two views of the same settings: setting one sets the
/// other.</summary>
/// <remarks>Bound from the section <c>Kafka:Connect</c>, then the connection string, then code; later sources win. <see cref="Properties"/> accepts
/// everything that a worker's <c>.properties</c> file may contain.</remarks>
public sealed class ConnectWorkerOptions
{
    /// <summary>The worker's settings under Kafka Connect's keys, for example <c>offset.flush.interval.ms</c> or <c>producer.linger.ms</c>.</summary>
    /// <value>Empty: the defaults of Kafka Connect, with JSON converters.</value>
    public IDictionary<string, string?> Properties { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Connectors to run, by name, each with the configuration that <c>PUT /connectors/{name}/config</c> would take.</summary>
    public IDictionary<string, Dictionary<string, string?>> Connectors { get; } = new Dictionary<string, Dictionary<string, string?>>(
        StringComparer.Ordinal);

    /// <summary>Whether the application requires the connectors that it declares. If so, the host's start waits until each of them runs, and fails if
    /// one of them fails.</summary>
    /// <value>Default false: connectors start in the background, and a failure appears in the connector's status and in the log. An invalid
    /// configuration always fails the start.</value>
    public bool RequireConnectors { get; set; }

    /// <summary>Whether the declared connectors override changes and deletions made over REST. Only relevant in a cluster, which remembers both; a
    /// standalone worker always starts with what is declared.</summary>
    /// <value>Default false: connectors changed over REST are left alone and reported in the log and in the plan
    /// (<see cref="IKafkaConnect.PlanAsync"/>, <c>GET /plan</c>).</value>
    public bool OverwriteDrift { get; set; }

    /// <summary>The Kafka brokers (<c>bootstrap.servers</c>): <c>host:port</c>, several separated by commas; <c>embedded</c> for a broker inside this
    /// process, for trying things out.</summary>
    /// <value>Default <c>localhost:9092</c>.</value>
    public string BootstrapServers
    {
        get => GetText("bootstrap.servers") ?? "localhost:9092";
        set => Properties["bootstrap.servers"] = value;
    }

    /// <summary>The key converter for connectors that do not set one (<c>key.converter</c>): a class name or an alias.</summary>
    /// <value>Default <c>org.apache.kafka.connect.json.JsonConverter</c>.</value>
    public string KeyConverter
    {
        get => GetText("key.converter") ?? DefaultConverter;
        set => Properties["key.converter"] = value;
    }

    /// <summary>The value converter for connectors that do not set one (<c>value.converter</c>): a class name or an alias.</summary>
    /// <value>Default <c>org.apache.kafka.connect.json.JsonConverter</c>.</value>
    public string ValueConverter
    {
        get => GetText("value.converter") ?? DefaultConverter;
        set => Properties["value.converter"] = value;
    }

    /// <summary>The file in which source offsets are stored (<c>offset.storage.file.filename</c>), in the format of Kafka Connect's standalone
    /// worker.</summary>
    /// <value>Default null: offsets are kept in memory, so sources start from the beginning when the process restarts.</value>
    public string? OffsetStorageFile
    {
        get => GetText("offset.storage.file.filename");
        set => Properties["offset.storage.file.filename"] = value;
    }

    /// <summary>How often offsets are committed (<c>offset.flush.interval.ms</c>).</summary>
    /// <value>Default 60 seconds. More than zero, whole milliseconds.</value>
    public TimeSpan OffsetFlushInterval
    {
        get => GetMilliseconds("offset.flush.interval.ms", 60_000);
        set => SetMilliseconds("offset.flush.interval.ms", value);
    }

    /// <summary>How long one commit of offsets may take before it is cancelled and retried at the next interval
    /// (<c>offset.flush.timeout.ms</c>).</summary>
    /// <value>Default 5 seconds. More than zero, whole milliseconds.</value>
    public TimeSpan OffsetFlushTimeout
    {
        get => GetMilliseconds("offset.flush.timeout.ms", 5_000);
        set => SetMilliseconds("offset.flush.timeout.ms", value);
    }

    /// <summary>How long all tasks together may take to stop before they are cancelled (<c>task.shutdown.graceful.timeout.ms</c>).</summary>
    /// <value>Default 5 seconds. Zero or more, whole milliseconds.</value>
    public TimeSpan TaskShutdownTimeout
    {
        get => GetMilliseconds("task.shutdown.graceful.timeout.ms", 5_000);
        set => SetMilliseconds("task.shutdown.graceful.timeout.ms", value);
    }

    /// <summary>Whether the worker shares connectors and tasks with the other workers of its cluster, which have the same <c>group.id</c>. See
    /// <see cref="UseDistributed"/>.</summary>
    /// <value>Default false: the worker runs alone.</value>
    public bool IsDistributed { get; private set; }

    /// <summary>Makes the worker a member of a cluster: workers with the same <c>group.id</c> share connectors and tasks, and keep all state in
    /// Kafka.</summary>
    /// <remarks><c>group.id</c> defaults to the application's name, so that the replicas of an application form one cluster. The internal topics
    /// default to <c>&lt;group.id&gt;-configs</c>, <c>-offsets</c> and <c>-statuses</c>. In a worker's <c>.properties</c> file all of these are
    /// required, as in Kafka Connect.</remarks>
    /// <param name="groupId">The cluster's name (<c>group.id</c>); null to leave it unchanged.</param>
    public ConnectWorkerOptions UseDistributed(string? groupId = null)
    {
        IsDistributed = true;
        if (groupId is not null)
            Properties["group.id"] = groupId;
        return this;
    }

    /// <summary>Whether the host applies the settings of Kafka Connect's REST server: listeners, extensions, headers. An application has its own web
    /// server.</summary>
    internal bool ServesRestKeys { get; set; }

    /// <summary>The section of the application's configuration that was read; null if none was.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>The name of the method that adds the worker, for error messages.</summary>
    internal string AddedBy { get; set; } = "AddKafkaConnect";

    internal static string DefaultConverter => "org.apache.kafka.connect.json.JsonConverter";

    /// <summary>All settings as in a worker's <c>.properties</c> file, including the default converters and names.</summary>
    /// <param name="application">The application's name, the default of <c>group.id</c>.</param>
    internal IReadOnlyDictionary<string, string?> ToProperties(string application)
    {
        var properties = new Dictionary<string, string?>(Properties, StringComparer.Ordinal)
        {
            ["bootstrap.servers"] = BootstrapServers,
            ["key.converter"] = KeyConverter,
            ["value.converter"] = ValueConverter,
        };
        if (!IsDistributed || ServesRestKeys)
            return properties;
        properties.TryAdd(DistributedKeys.GroupId, application);
        var group = properties[DistributedKeys.GroupId];
        properties.TryAdd(DistributedKeys.ConfigStorageTopic, $"{group}-configs");
        properties.TryAdd(DistributedKeys.OffsetStorageTopic, $"{group}-offsets");
        properties.TryAdd(DistributedKeys.StatusStorageTopic, $"{group}-statuses");
        return properties;
    }

    private string? GetText(string key) => Properties.TryGetValue(key, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Returns the default if the text is not a number; the worker's start reports the key as an error.</summary>
    private TimeSpan GetMilliseconds(string key, long byDefault) => TimeSpan.FromMilliseconds(
        GetText(key) is { } text && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var milliseconds)
            ? milliseconds : byDefault);

    private void SetMilliseconds(string key, TimeSpan value) =>
        Properties[key] = ((long)value.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
