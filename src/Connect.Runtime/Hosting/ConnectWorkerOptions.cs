using System.Globalization;

namespace Connect.Runtime.Hosting;

/// <summary>What a worker is asked to be. The typed properties and the keys of Kafka Connect are two views of the same settings: setting one sets the other.</summary>
/// <remarks>Bound from the section <c>Kafka:Connect</c>, then the connection string, then code. Everything that a worker's <c>.properties</c> file may say may stand in
/// <see cref="Properties"/>.</remarks>
public sealed class ConnectWorkerOptions
{
    /// <summary>The worker's settings under Kafka Connect's keys, for example <c>offset.flush.interval.ms</c> or <c>producer.linger.ms</c>.</summary>
    /// <value>Empty: the defaults of Kafka Connect, with JSON converters.</value>
    public IDictionary<string, string?> Properties { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Connectors to run, by name, each with the configuration that <c>PUT /connectors/{name}/config</c> would take.</summary>
    public IDictionary<string, Dictionary<string, string?>> Connectors { get; } = new Dictionary<string, Dictionary<string, string?>>(StringComparer.Ordinal);

    /// <summary>Whether the application cannot be without the connectors that it declares: its start then waits until each of them runs, and fails when one of them does.</summary>
    /// <value>Default false: connectors start beside the application, and one that fails says so in its status and in the log. A configuration that is not valid always ends the start.</value>
    public bool RequireConnectors { get; set; }

    /// <summary>Where Kafka is (<c>bootstrap.servers</c>): <c>host:port</c>, several separated by commas; <c>embedded</c> for a broker inside this process, to try things out.</summary>
    /// <value>Default <c>localhost:9092</c>.</value>
    public string BootstrapServers
    {
        get => GetText("bootstrap.servers") ?? "localhost:9092";
        set => Properties["bootstrap.servers"] = value;
    }

    /// <summary>The converter of keys for connectors that name none (<c>key.converter</c>): a class name or an alias.</summary>
    /// <value>Default <c>org.apache.kafka.connect.json.JsonConverter</c>.</value>
    public string KeyConverter
    {
        get => GetText("key.converter") ?? DefaultConverter;
        set => Properties["key.converter"] = value;
    }

    /// <summary>The converter of values for connectors that name none (<c>value.converter</c>): a class name or an alias.</summary>
    /// <value>Default <c>org.apache.kafka.connect.json.JsonConverter</c>.</value>
    public string ValueConverter
    {
        get => GetText("value.converter") ?? DefaultConverter;
        set => Properties["value.converter"] = value;
    }

    /// <summary>The file that keeps the offsets of sources (<c>offset.storage.file.filename</c>), in the format of Kafka Connect's standalone worker.</summary>
    /// <value>Default null: offsets are kept in memory, and sources start again when the process does.</value>
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

    /// <summary>How long one commit of offsets may take before it is given up and tried again at the next interval (<c>offset.flush.timeout.ms</c>).</summary>
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

    /// <summary>Whether the host obeys the keys of Kafka Connect's REST server: listeners, extensions, headers. An application has a web server of its own.</summary>
    internal bool ServesRestKeys { get; set; }

    /// <summary>The section of the application's configuration that was read; null where none was.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>The call that adds the worker, for the text of an error.</summary>
    internal string AddedBy { get; set; } = "AddKafkaConnect";

    internal static string DefaultConverter => "org.apache.kafka.connect.json.JsonConverter";

    /// <summary>All settings as a worker's <c>.properties</c> file would give them, with the converters that this host has by default.</summary>
    internal IReadOnlyDictionary<string, string?> ToProperties() => new Dictionary<string, string?>(Properties, StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = BootstrapServers,
        ["key.converter"] = KeyConverter,
        ["value.converter"] = ValueConverter,
    };

    private string? GetText(string key) => Properties.TryGetValue(key, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A text that is no number gives the default here; the worker's start names the key and refuses it.</summary>
    private TimeSpan GetMilliseconds(string key, long byDefault) => TimeSpan.FromMilliseconds(
        GetText(key) is { } text && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : byDefault);

    private void SetMilliseconds(string key, TimeSpan value) => Properties[key] = ((long)value.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
