using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Connect.Connectors;
using Connect.JavaCompatibility;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>Parses request bodies. Bodies that Kafka Connect's JSON library refuses are answered with 500, as there.</summary>
internal static class RestInput
{
    /// <summary>The longest number that Kafka Connect's JSON library reads: longer ones cost time out of proportion.</summary>
    private const int MaxNumberLength = 1_000;

    /// <summary>Reads a configuration: an object of strings. Numbers and booleans become strings, exactly as they were sent.</summary>
    public static Dictionary<string, string?> ReadConfig(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed($"A configuration must be a JSON object of keys and values, not {NameOf(element)}.");
        var config = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            config[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Null => null,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
                _ => throw Malformed($"The value of '{member.Name}' is {NameOf(member.Value)}; configuration values must be strings."),
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

        return new CreateConnectorRequest(JavaStrings.Trim(name), config ?? throw Malformed("The body has no 'config'."), state);
    }

    /// <summary>Reads the body of <c>POST /connectors/{name}/tasks</c>.</summary>
    public static IReadOnlyList<TaskConfig> ReadTasks(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(task => new TaskConfig(ReadConfig(task)))]
        : throw Malformed($"Tasks must be a JSON array of configurations, not {NameOf(element)}.");

    /// <summary>Parses the body of <c>PATCH /connectors/{name}/offsets</c>.</summary>
    /// <returns>The offsets; empty if there are none.</returns>
    public static IReadOnlyList<ConnectorOffset> ReadOffsets(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed($"Offsets must be a JSON object with 'offsets', not {NameOf(element)}.");
        IReadOnlyList<ConnectorOffset> offsets = [];
        foreach (var member in element.EnumerateObject())
        {
            offsets = (member.Name, member.Value.ValueKind) switch
            {
                ("offsets", JsonValueKind.Array) => [.. member.Value.EnumerateArray().Select(ReadOffset)],
                ("offsets", JsonValueKind.Null) => [],
                ("offsets", _) => throw Malformed($"'offsets' must be an array, not {NameOf(member.Value)}."),
                _ => throw Malformed($"Unrecognized field \"{member.Name}\"; offsets are given in 'offsets'."),
            };
        }

        return offsets;
    }

    private static ConnectorOffset ReadOffset(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed($"An offset must be an object with 'partition' and 'offset', not {NameOf(element)}.");
        IReadOnlyDictionary<string, object?>? partition = null;
        IReadOnlyDictionary<string, object?>? offset = null;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name == "partition")
                partition = ReadMap(member);
            else if (member.Name == "offset")
                offset = ReadMap(member);
            else
                throw Malformed($"Unrecognized field \"{member.Name}\"; an offset has 'partition' and 'offset'.");
        }

        return new ConnectorOffset(partition, offset);
    }

    private static OrderedDictionary<string, object?>? ReadMap(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Object => (OrderedDictionary<string, object?>)ReadValue(member.Value)!,
        JsonValueKind.Null => null,
        _ => throw Malformed($"'{member.Name}' must be an object, not {NameOf(member.Value)}."),
    };

    private static object? ReadValue(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                    map[member.Name] = ReadValue(member.Value);
                return map;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ReadValue).ToList();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return ReadNumber(element);
            case JsonValueKind.Null:
                return null;
            default:
                return element.GetBoolean();
        }
    }

    /// <summary>An integer beyond 64 bits is kept as a BigInteger; the herder refuses it.</summary>
    private static object ReadNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var number))
            return number;
        var text = element.GetRawText();
        if (text.Length > MaxNumberLength)
            throw Malformed($"A number has {text.Length} characters; at most {MaxNumberLength} are read.");
        return text.AsSpan().ContainsAny(".eE")
            ? element.GetDouble()
            : BigInteger.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string TextOf(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
        _ => throw Malformed($"The value of '{member.Name}' is {NameOf(member.Value)}, not a string."),
    };

    private static TargetState ReadInitialState(string text) => text.ToUpperInvariant() switch
    {
        "RUNNING" => TargetState.Started,
        "PAUSED" => TargetState.Paused,
        "STOPPED" => TargetState.Stopped,
        _ => throw Malformed($"'{text}' is not a valid initial state; use RUNNING, PAUSED or STOPPED."),
    };

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
