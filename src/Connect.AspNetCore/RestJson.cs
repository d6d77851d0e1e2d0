using System.Text.Encodings.Web;
using System.Text.Json;
using Connect.Plugins;
using Connect.Runtime;

namespace Connect.AspNetCore;

/// <summary>Writes the entities of the REST API, with Kafka Connect's member names in its order.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.entities</c>.</remarks>
internal static class RestJson
{
    /// <summary>Text is escaped no more than JSON asks for, as Kafka Connect does: bodies are never part of a page.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A connector.</summary>
    public static void Write(Utf8JsonWriter writer, ConnectorInfo connector)
    {
        writer.WriteStartObject();
        writer.WriteString("name", connector.Name);
        writer.WritePropertyName("config");
        Write(writer, connector.Config);
        writer.WriteStartArray("tasks");
        foreach (var task in connector.Tasks)
            Write(writer, task);
        writer.WriteEndArray();
        writer.WriteString("type", TextOf(connector.Type));
        writer.WriteEndObject();
    }

    /// <summary>The state of a connector and its tasks.</summary>
    public static void Write(Utf8JsonWriter writer, ConnectorStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("name", status.Name);
        writer.WriteStartObject("connector");
        WriteState(writer, status.State.ToString(), status.WorkerId, status.Trace, status.Version);
        writer.WriteEndObject();
        writer.WriteStartArray("tasks");
        foreach (var task in status.Tasks)
            Write(writer, task);
        writer.WriteEndArray();
        writer.WriteString("type", TextOf(status.Type));
        writer.WriteEndObject();
    }

    /// <summary>The state of a task.</summary>
    public static void Write(Utf8JsonWriter writer, ConnectorTaskStatus status)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", status.Id.Task);
        WriteState(writer, status.State.ToString(), status.WorkerId, status.Trace, status.Version);
        writer.WriteEndObject();
    }

    /// <summary>A task and its configuration.</summary>
    public static void Write(Utf8JsonWriter writer, TaskInfo task)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("id");
        Write(writer, task.Id);
        writer.WritePropertyName("config");
        Write(writer, task.Config);
        writer.WriteEndObject();
    }

    /// <summary>A plugin.</summary>
    public static void Write(Utf8JsonWriter writer, PluginInfo plugin)
    {
        writer.WriteStartObject();
        writer.WriteString("class", plugin.ClassName);
        writer.WriteString("type", TextOf(plugin.Kind));
        if (plugin.Version is not null)
            writer.WriteString("version", plugin.Version);
        writer.WriteEndObject();
    }

    /// <summary>A map of text.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string?> map)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ConnectorTaskId id)
    {
        writer.WriteStartObject();
        writer.WriteString("connector", id.Connector);
        writer.WriteNumber("task", id.Task);
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, string state, string workerId, string? trace, string? version)
    {
        writer.WriteString("state", state.ToUpperInvariant());
        writer.WriteString("worker_id", workerId);
        if (!string.IsNullOrEmpty(version))
            writer.WriteString("version", version);
        if (!string.IsNullOrEmpty(trace))
            writer.WriteString("trace", trace);
    }

    private static string TextOf(ConnectorType type) => type switch
    {
        ConnectorType.Source => "source",
        ConnectorType.Sink => "sink",
        _ => "unknown",
    };

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
