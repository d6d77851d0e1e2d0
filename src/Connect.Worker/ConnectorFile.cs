using System.Text.Json;
using Connect.Runtime;

namespace Connect.WorkerProgram;

/// <summary>A connector from a file on the command line.</summary>
/// <remarks>As in Kafka Connect, a file may be (tried in this order) a JSON object of strings that includes <c>name</c>, the body of <c>POST
/// /connectors</c>, or Java properties that include <c>name</c>. Source:
/// <c>org.apache.kafka.connect.cli.ConnectStandalone.parseConnectorConfigurationFile</c>.</remarks>
/// <param name="Path">The file.</param>
/// <param name="Name">The connector's name.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="InitialState">The initial state; null for running.</param>
internal sealed record ConnectorFile(string Path, string Name, IReadOnlyDictionary<string, string?> Config, TargetState? InitialState)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ConnectException">The file cannot be read, has none of the three forms, or has no connector name.</exception>
    public static ConnectorFile Read(string path) => Parse(path, PropertiesFile.ReadText(path));

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="ConnectException">The text has none of the three forms, or has no connector name.</exception>
    internal static ConnectorFile Parse(string path, FileText text)
    {
        if (text.IsLatin1 && IsMeantAsJson(path, text.Text))
            throw new ConnectException($"The connector file '{path}' is not UTF-8, which JSON requires.");
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
                $"The connector file '{path}' is not valid JSON, near line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. It "
                    + "must contain an object of keys and values, or the body of POST /connectors.",
                exception);
        }
        catch (JsonException)
        {
            return null; // Not JSON: properties, then.
        }

        using (document)
        using (document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return ReadObject(path, document.RootElement);
            return IsMeantAsJson(path, text)
                ? throw new ConnectException($"The connector file '{path}' does not contain a JSON object of keys and values.") : null;
        }
    }

    private static ConnectorFile ReadObject(string path, JsonElement root)
    {
        try
        {
            return root.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object
                ? Named(path, TextOf(root, "name") ?? TextOf(config, "name"), ReadMap(path, config), ReadState(path, TextOf(root, "initial_state")))
                : Named(path, TextOf(root, "name"), ReadMap(path, root), null);
        }
        catch (InvalidOperationException exception)
        {
            // .NET strings may not contain half of a surrogate pair.
            throw new ConnectException($"The connector file '{path}' contains invalid Unicode: {exception.Message}", exception);
        }
    }

    private static ConnectorFile ReadProperties(string path, string text)
    {
        var properties = PropertiesFile.Parse(path, text);
        return Named(path, properties.GetValueOrDefault("name"), properties, null);
    }

    /// <summary>Broken JSON is not parsed as properties, even if that would succeed by chance.</summary>
    private static bool IsMeantAsJson(string path, string text) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.TrimStart() is ['{' or '[', ..];

    private static ConnectorFile Named(string path, string? name, Dictionary<string, string?> config, TargetState? state)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ConnectException($"The connector file '{path}' has no 'name'.");
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
                    throw new ConnectException(
                        $"In the connector file '{path}' the value of '{member.Name}' is not a string; configuration values must be strings."),
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
        _ => throw new ConnectException($"In the connector file '{path}' the initial_state is '{text}'; use RUNNING, PAUSED or STOPPED."),
    };

    private static string? TextOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
