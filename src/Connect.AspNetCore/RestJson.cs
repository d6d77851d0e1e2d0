using System.Text.Encodings.Web;
using System.Text.Json;
using Connect.Plugins;
using Connect.Runtime;
using Connect.Runtime.Diagnostics;

namespace Connect.AspNetCore;

/// <summary>Writes the entities of the REST API, with Kafka Connect's member names in order.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.entities</c>.</remarks>
internal static class RestJson
{
    /// <summary>Escapes only what JSON requires, as Kafka Connect does: bodies are never embedded in HTML.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A connector.</summary>
    public static void Write(Utf8JsonWriter writer, ConnectorInfo connector) => JsonSerializer.Serialize(
        writer,
        new Client.ConnectorInfo(connector.Name, connector.Config, [.. connector.Tasks.Select(ContractOf)], ContractOf(connector.Type)),
        Client.ConnectJson.Default.ConnectorInfo);

    /// <summary>The state of a connector and its tasks.</summary>
    public static void Write(Utf8JsonWriter writer, ConnectorStatus status) => JsonSerializer.Serialize(
        writer,
        new Client.ConnectorStatus(
            status.Name,
            new Client.ConnectorStateInfo(ContractOf(status.State), status.WorkerId, status.Version, TraceOf(status.Trace)),
            [.. status.Tasks.Select(ContractOf)],
            ContractOf(status.Type)),
        Client.ConnectJson.Default.ConnectorStatus);

    /// <summary>The state of a task.</summary>
    public static void Write(Utf8JsonWriter writer, ConnectorTaskStatus status) =>
        JsonSerializer.Serialize(writer, ContractOf(status), Client.ConnectJson.Default.TaskStatus);

    /// <summary>A task and its configuration.</summary>
    public static void Write(Utf8JsonWriter writer, TaskInfo task) =>
        JsonSerializer.Serialize(writer, new Client.TaskInfo(ContractOf(task.Id), task.Config), Client.ConnectJson.Default.TaskInfo);

    /// <summary>A plugin.</summary>
    public static void Write(Utf8JsonWriter writer, PluginInfo plugin) =>
        JsonSerializer.Serialize(
            writer, new Client.PluginInfo(plugin.ClassName, TextOf(plugin.Kind), plugin.Version), Client.ConnectJson.Default.PluginInfo);

    /// <summary>A map of strings.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string?> map)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    /// <summary>Offsets.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ConnectorOffset> offsets)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("offsets");
        foreach (var (partition, offset) in offsets)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("partition");
            WriteValue(writer, partition);
            writer.WritePropertyName("offset");
            WriteValue(writer, offset);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The definition of a key.</summary>
    public static void Write(Utf8JsonWriter writer, ConfigKeyInfo key) =>
        JsonSerializer.Serialize(writer, ContractOf(key), Client.ConnectJson.Default.ConfigKeyInfo);

    /// <summary>The result of a validation.</summary>
    public static void Write(Utf8JsonWriter writer, ConfigInfos validation) => JsonSerializer.Serialize(
        writer,
        new Client.ConfigValidation(
            validation.Name, validation.ErrorCount, validation.Groups, [.. validation.Configs.Select(config => new Client.ConfigInfo(
            config.Definition is null ? null : ContractOf(config.Definition),
            new Client.ConfigValueInfo(
                config.Value.Name, config.Value.Value, config.Value.RecommendedValues, config.Value.Errors, config.Value.Visible)))]),
        Client.ConnectJson.Default.ConfigValidation);

    /// <summary>The level of a logger.</summary>
    public static void Write(Utf8JsonWriter writer, LoggerLevel level) =>
        JsonSerializer.Serialize(
            writer, new Client.LoggerLevel(level.Level, level.LastModified?.ToUnixTimeMilliseconds()), Client.ConnectJson.Default.LoggerLevel);

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (var (key, member) in map)
                {
                    writer.WritePropertyName(key);
                    WriteValue(writer, member);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable<object?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteRawValue(Data.JavaText.Of(number));
                break;
            default:
                writer.WriteStringValue(Data.JavaText.Of(value));
                break;
        }
    }

    private static Client.ConnectorTaskId ContractOf(ConnectorTaskId id) => new(id.Connector, id.Task);

    private static Client.TaskStatus ContractOf(ConnectorTaskStatus status) =>
        new(status.Id.Task, ContractOf(status.State), status.WorkerId, status.Version, TraceOf(status.Trace));

    private static Client.ConfigKeyInfo ContractOf(ConfigKeyInfo key) => new(
        key.Name, key.Type, key.Required, key.DefaultValue, key.Importance, key.Documentation, key.Group, key.Width, key.DisplayName, key.Dependents,
        key.OrderInGroup);

    private static Client.ConnectorState ContractOf(ConnectorState state) => state switch
    {
        ConnectorState.Unassigned => Client.ConnectorState.Unassigned,
        ConnectorState.Running => Client.ConnectorState.Running,
        ConnectorState.Paused => Client.ConnectorState.Paused,
        ConnectorState.Stopped => Client.ConnectorState.Stopped,
        ConnectorState.Failed => Client.ConnectorState.Failed,
        ConnectorState.Restarting => Client.ConnectorState.Restarting,
        ConnectorState.Destroyed => Client.ConnectorState.Destroyed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    private static Client.ConnectorState ContractOf(TaskState state) => state switch
    {
        TaskState.Unassigned => Client.ConnectorState.Unassigned,
        TaskState.Running => Client.ConnectorState.Running,
        TaskState.Paused => Client.ConnectorState.Paused,
        TaskState.Failed => Client.ConnectorState.Failed,
        TaskState.Restarting => Client.ConnectorState.Restarting,
        TaskState.Destroyed => Client.ConnectorState.Destroyed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    private static Client.ConnectorType ContractOf(ConnectorType type) => type switch
    {
        ConnectorType.Source => Client.ConnectorType.Source,
        ConnectorType.Sink => Client.ConnectorType.Sink,
        _ => Client.ConnectorType.Unknown,
    };

    /// <summary>An empty trace is omitted like a missing one, as in Kafka Connect.</summary>
    private static string? TraceOf(string? trace) => string.IsNullOrEmpty(trace) ? null : trace;

    private static string TextOf(PluginKind kind) => kind switch
    {
        PluginKind.Sink => "sink",
        PluginKind.Source => "source",
        PluginKind.Transformation => "transformation",
        PluginKind.Predicate => "predicate",
        PluginKind.Converter => "converter",
        PluginKind.HeaderConverter => "header_converter",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Plugins of this kind are not listed."),
    };
}
