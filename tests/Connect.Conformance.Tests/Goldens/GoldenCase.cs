using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Conformance.Tests.Goldens;

/// <summary>One line of a golden file: the inputs of a call, and what Java did with them.</summary>
public sealed class GoldenCase(JsonObject json)
{
    public string Id { get; } = JsonText.Of(json["id"])!;

    public string Op { get; } = JsonText.Of(json["op"])!;

    public JsonNode Expected => json["expect"]!;

    public JsonNode? this[string name] => json[name];

    public bool Has(string name) => json.ContainsKey(name);

    public bool Flag(string name) => json[name]?.GetValue<bool>() ?? false;

    public string? Text(string name) => JsonText.Of(json[name]);

    public Schema? Schema(string name) => SchemaNotation.Read(json[name]);

    public object? Value(string name, Schema? schema = null) => ValueNotation.Read(json[name], schema);

    public ConnectRecord Record(string name) => RecordNotation.Read(json[name]!);

    public JsonArray List(string name) => json[name]!.AsArray();

    /// <summary>A map of texts: configurations, parameters.</summary>
    /// <param name="name">The input's name.</param>
    /// <returns>The entries; none when the input is missing.</returns>
    public Dictionary<string, string?> Texts(string name) =>
        json[name]?.AsObject().ToDictionary(entry => entry.Key, entry => JsonText.Of(entry.Value)) ?? [];

    public string ToJson() => json.ToJsonString();

    public override string ToString() => Id;
}
