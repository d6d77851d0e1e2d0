using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Connect.AspNetCore.Tests;

/// <summary>Compares answers with an OpenAPI document.</summary>
internal sealed class RestContract
{
    private readonly JsonNode _document;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private readonly Dictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);

    public RestContract(string document) => _document = Close(JsonNode.Parse(document)!);

    /// <summary>The operations that no answer has been compared with.</summary>
    public IEnumerable<string> NotAsked() => Operations().Select(operation => operation.Key).Except(_asked);

    /// <summary>What is wrong with an answer; null for nothing.</summary>
    public string? Check(string operation, HttpStatusCode status, string body)
    {
        _asked.Add(operation);
        var responses = Operations().Single(candidate => candidate.Key == operation).Operation["responses"]!;
        var number = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if ((responses[number] ?? ((int)status >= 400 ? responses["default"] : null)) is not { } response)
            return $"{number} is not described: {body}";
        if (response["$ref"] is { } reference)
            response = _document["components"]!["responses"]![((string)reference!).Split('/')[^1]]!;
        if (response["content"]?["application/json"]?["schema"] is not { } schema)
            return body.Length == 0 ? null : $"{number} has no body: {body}";
        return Errors(schema, JsonNode.Parse(body));
    }

    /// <summary>Examples that are not of the schema beside them.</summary>
    public IEnumerable<string> WrongExamples() => Objects(_document).Where(node => node["schema"] is not null).SelectMany(node =>
    {
        var examples = node["examples"] is JsonObject several ? several.Select(example => example.Value!["value"]) : [node["example"]];
        return examples.Select(example => Errors(node["schema"]!, example)).OfType<string>();
    });

    /// <summary>The operation of a request (<c>GET /connectors/a?expand=info</c>); null for one that is not described.</summary>
    public string? OperationOf(string request)
    {
        var (method, path) = request.Split('?')[0].Split(' ') switch
        {
            [var first, var second, ..] => (first, second.TrimEnd('/').Split('/')),
            _ => ("", []),
        };
        return Operations().Select(operation => operation.Key).FirstOrDefault(key =>
            key.StartsWith(method + " ", StringComparison.Ordinal) && key[(method.Length + 1)..].Split('/') is var template
                && template.Length == path.Length
            && template.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second));
    }

    private IEnumerable<(string Key, JsonNode Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value);

    private string? Errors(JsonNode schema, JsonNode? value)
    {
        var whole = new JsonObject { ["$defs"] = _document["components"]!["schemas"]!.DeepClone() };
        foreach (var (key, member) in schema.AsObject())
            whole[key] = member?.DeepClone();
        var text = whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        if (!_schemas.TryGetValue(text, out var compiled))
            _schemas[text] = compiled = JsonSchema.FromText(text);
        var result = compiled.Evaluate(JsonSerializer.SerializeToElement(value), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? null : $"{value?.ToJsonString()}: "
                + $"{string.Join("; ", (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}")))}";
    }

    /// <summary>Allows no member that is not described, so that a member that nobody described is found.</summary>
    private static JsonNode Close(JsonNode document)
    {
        foreach (var node in Objects(document["components"]!["schemas"]!).Where(node => node["properties"] is JsonObject).ToList())
            node["additionalProperties"] = false;
        return document;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Objects(member.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
