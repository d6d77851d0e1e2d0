using System.Text.Encodings.Web;
using System.Text.Json;
using Connect.Plugins;
using Connect.Runtime;
using Connect.Runtime.Diagnostics;

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
    public static void Write(Utf8JsonWriter writer, ConfigKeyInfo key)
    {
        writer.WriteStartObject();
        writer.WriteString("name", key.Name);
        writer.WriteString("type", key.Type);
        writer.WriteBoolean("required", key.Required);
        writer.WriteString("default_value", key.DefaultValue);
        writer.WriteString("importance", key.Importance);
        writer.WriteString("documentation", key.Documentation);
        writer.WriteString("group", key.Group);
        writer.WriteString("width", key.Width);
        writer.WriteString("display_name", key.DisplayName);
        WriteTexts(writer, "dependents", key.Dependents);
        writer.WriteNumber("order_in_group", key.OrderInGroup);
        writer.WriteEndObject();
    }

    /// <summary>A validation.</summary>
    public static void Write(Utf8JsonWriter writer, ConfigInfos validation)
    {
        writer.WriteStartObject();
        writer.WriteString("name", validation.Name);
        writer.WriteNumber("error_count", validation.ErrorCount);
        WriteTexts(writer, "groups", validation.Groups);
        writer.WriteStartArray("configs");
        foreach (var config in validation.Configs)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("definition");
            if (config.Definition is null)
                writer.WriteNullValue();
            else
                Write(writer, config.Definition);
            writer.WriteStartObject("value");
            writer.WriteString("name", config.Value.Name);
            writer.WriteString("value", config.Value.Value);
            WriteTexts(writer, "recommended_values", config.Value.RecommendedValues);
            WriteTexts(writer, "errors", config.Value.Errors);
            writer.WriteBoolean("visible", config.Value.Visible);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The level of a logger.</summary>
    public static void Write(Utf8JsonWriter writer, LoggerLevel level)
    {
        writer.WriteStartObject();
        writer.WriteString("level", level.Level);
        if (level.LastModified is { } lastModified)
            writer.WriteNumber("last_modified", lastModified.ToUnixTimeMilliseconds());
        else
            writer.WriteNull("last_modified");
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string?> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

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
