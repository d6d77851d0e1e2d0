using Connect.Client;

namespace Connect.AspNetCore.OpenApi;

/// <summary>The connector that the examples of the OpenAPI document show.</summary>
internal static class Examples
{
    /// <summary>Log lines.</summary>
    public static ConnectorLogs Logs { get; } = new(
        "worker:8083",
        [
            new(
                new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "WARN", "Connect.Runtime.Sinks.WorkerSinkTask",
                "Task orders-0 could not take 500 records. The same records are put again in 00:00:00.5000000.", 0),
        ]);

    /// <summary>Its name.</summary>
    public const string Name = "orders";

    private const string ClassName = "FileStreamSource";
    private const string Worker = "worker-1:8083";

    /// <summary>Its configuration.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Config = new Dictionary<string, string?>
    {
        ["name"] = Name,
        ["connector.class"] = ClassName,
        ["tasks.max"] = "1",
        ["topic"] = "orders",
        ["file"] = "/data/orders.txt",
    };

    /// <summary>A part of it.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Change = new Dictionary<string, string?>
    {
        ["topic"] = "orders-v2",
        ["batch.size"] = null
    };

    private static readonly ConnectorTaskId Task = new(Name, 0);

    /// <summary>The connector.</summary>
    public static readonly ConnectorInfo Connector = new(Name, Config, [Task], ConnectorType.Source);

    /// <summary>Its task.</summary>
    public static readonly TaskInfo TaskConfig = new(
        Task, new Dictionary<string, string?> { ["task.class"] = "FileStreamSourceTask", ["topic"] = "orders", ["file"] = "/data/orders.txt" });

    /// <summary>The status of its task.</summary>
    public static readonly Client.TaskStatus TaskStatus = new(0, ConnectorState.Running, Worker, RootEndpoints.KafkaConnectVersion);

    /// <summary>Its status.</summary>
    public static readonly ConnectorStatus Status =
        new(Name, new ConnectorStateInfo(ConnectorState.Running, Worker, RootEndpoints.KafkaConnectVersion), [TaskStatus], ConnectorType.Source);

    /// <summary>Its offsets.</summary>
    public static readonly ConnectorOffsets Offsets = new(
        [new ConnectorOffset(new() { ["filename"] = "/data/orders.txt" }, new() { ["position"] = 1024 })]);

    /// <summary>Its class.</summary>
    public static readonly PluginInfo Plugin = new("Connect.FileStreams.FileStreamSourceConnector", "source", RootEndpoints.KafkaConnectVersion);

    /// <summary>A key of it.</summary>
    public static readonly ConfigKeyInfo Key = new(
        "topic", "STRING", true, null, "HIGH", "The topic to which lines are written.", null, "NONE", "topic", [], -1);

    /// <summary>The result of its validation.</summary>
    public static readonly ConfigValidation Validation = new(ClassName, 1, ["Common"], [
        new ConfigInfo(Key, new ConfigValueInfo("topic", null, [], ["Missing required configuration \"topic\" which has no default value."], true)),
    ]);

    /// <summary>The level of a logger.</summary>
    public static readonly LoggerLevel Level = new("INFO", 1_700_000_000_000);
}
