using System.Text.Json;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>Reads what requests carry. What Kafka Connect's JSON library refuses is 500 there, and so it is here.</summary>
internal static class RestInput
{
    /// <summary>Reads a configuration: an object of text; numbers and booleans become the text that was sent.</summary>
    public static Dictionary<string, string?> ReadConfig(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed($"A configuration is a JSON object of keys and values, not {NameOf(element)}.");
        var config = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            config[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Null => null,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
                _ => throw Malformed($"The value of '{member.Name}' is {NameOf(member.Value)}; configuration values are text."),
            };
        }

        return config;
    }

    /// <summary>Reads the body of <c>POST /connectors</c>.</summary>
    public static CreateConnectorRequest ReadCreateRequest(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed($"A connector is created from a JSON object with 'name' and 'config', not from {NameOf(element)}.");
        string name = "";
        Dictionary<string, string?>? config = null;
        TargetState? state = null;
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Name)
            {
                case "name":
                    name = member.Value.ValueKind == JsonValueKind.Null ? "" : TextOf(member);
                    break;
                case "config":
                    config = ReadConfig(member.Value);
                    break;
                case "initial_state":
                    state = member.Value.ValueKind == JsonValueKind.Null ? null : ReadInitialState(TextOf(member));
                    break;
                default:
                    throw Malformed($"Unrecognized field \"{member.Name}\"; a connector is created from 'name', 'config' and 'initial_state'.");
            }
        }

        return new CreateConnectorRequest(Trim(name), config ?? throw Malformed("The body has no 'config'."), state);
    }

    private static string TextOf(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
        _ => throw Malformed($"The value of '{member.Name}' is {NameOf(member.Value)}, not text."),
    };

    private static TargetState ReadInitialState(string text) => text.ToUpperInvariant() switch
    {
        "RUNNING" => TargetState.Started,
        "PAUSED" => TargetState.Paused,
        "STOPPED" => TargetState.Stopped,
        _ => throw Malformed($"'{text}' is no initial state; there are RUNNING, PAUSED and STOPPED."),
    };

    /// <summary>Java's <c>String.trim</c>: blanks and control characters.</summary>
    private static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && text[start] <= ' ')
            start++;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    private static string NameOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };

    private static RestException Malformed(string message) => new(StatusCodes.Status500InternalServerError, message);
}
