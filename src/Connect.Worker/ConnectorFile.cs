using System.Text.Json;
using Connect.Runtime;

namespace Connect.WorkerProgram;

/// <summary>A connector as a file on the command line describes it.</summary>
/// <remarks>As in Kafka Connect a file may be (tried in this order) a JSON object of text with <c>name</c> among its keys, the body of <c>POST /connectors</c>, or Java properties with
/// <c>name</c> among them. Source: <c>org.apache.kafka.connect.cli.ConnectStandalone.parseConnectorConfigurationFile</c>.</remarks>
/// <param name="Path">The file.</param>
/// <param name="Name">The connector's name.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="InitialState">What it is to do at first; null to run.</param>
internal sealed record ConnectorFile(string Path, string Name, IReadOnlyDictionary<string, string?> Config, TargetState? InitialState)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ConnectException">It cannot be read, or is of none of the three forms, or names no connector.</exception>
    public static ConnectorFile Read(string path)
    {
        var text = PropertiesFile.ReadText(path);
        if (text.IsLatin1 && IsMeantAsJson(path, text.Text))
            throw new ConnectException($"The connector file '{path}' is not UTF-8, as JSON has to be.");
        return ReadJson(path, text.Text) ?? ReadProperties(path, text.Text);
    }

    private static ConnectorFile? ReadJson(string path, string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException exception) when (IsMeantAsJson(path, text))
        {
            throw new ConnectException(
                $"The connector file '{path}' is not valid JSON, near line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: a JSON file holds an object of keys and values, or the body of POST /connectors.", exception);
        }
        catch (JsonException)
        {
            return null; // Not JSON: properties, then.
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return IsMeantAsJson(path, text) ? throw new ConnectException($"The connector file '{path}' holds no JSON object of keys and values.") : null;
            return root.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object
                ? Named(path, TextOf(root, "name") ?? TextOf(config, "name"), ReadMap(path, config), ReadState(path, TextOf(root, "initial_state")))
                : Named(path, TextOf(root, "name"), ReadMap(path, root), null);
        }
    }

    private static ConnectorFile ReadProperties(string path, string text)
    {
        var properties = PropertiesFile.Parse(path, text);
        return Named(path, properties.GetValueOrDefault("name"), properties, null);
    }

    /// <summary>What is broken JSON might by chance be properties; nobody means it so.</summary>
    private static bool IsMeantAsJson(string path, string text) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.TrimStart() is ['{' or '[', ..];

    private static ConnectorFile Named(string path, string? name, Dictionary<string, string?> config, TargetState? state)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ConnectException($"The connector file '{path}' names no connector: set 'name' in it.");
        config["name"] = name;
        return new ConnectorFile(path, name, config, state);
    }

    private static Dictionary<string, string?> ReadMap(string path, JsonElement element)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            map[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Null => null,
                JsonValueKind.Array or JsonValueKind.Object =>
                    throw new ConnectException($"In the connector file '{path}' the value of '{member.Name}' is no text: configuration values are text."),
                _ => member.Value.GetRawText(),
            };
        }

        return map;
    }

    private static TargetState? ReadState(string path, string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "RUNNING" => TargetState.Started,
        "PAUSED" => TargetState.Paused,
        "STOPPED" => TargetState.Stopped,
        _ => throw new ConnectException($"In the connector file '{path}' the initial_state is '{text}'; there are RUNNING, PAUSED and STOPPED."),
    };

    private static string? TextOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
