using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore.OpenApi;

/// <summary><c>GET /openapi.json</c>: the API as an OpenAPI 3.1 document, generated from the mapped routes and the types that they read and
/// write.</summary>
internal sealed class OpenApiDocument
{
    /// <summary>Where it is, below the prefix.</summary>
    public const string Path = "/openapi.json";

    /// <summary>The version of OpenAPI.</summary>
    public const string Version = "3.1.1";

    private const string Basic = "basic";
    private readonly Schemas _schemas = new();
    private readonly bool _asksForCredentials;
    private readonly string _paths;
    private readonly string _components;

    private OpenApiDocument(RestRoutes routes, RestServerFeatures server)
    {
        _asksForCredentials = server.AuthenticateAsync is not null;
        var paths = new JsonObject();
        foreach (var route in routes.All.Where(
            route => route.Scope is RestScope.Main or RestScope.Every || (server.ServesAdmin && server.IsAdminConnection is null)))
        {
            var operations = new JsonObject();
            foreach (var method in route.Methods)
            {
                if (!method.IsInternal && Operations.Find(method.Method, route.Pattern) is { } operation)
                    operations[method.Method.ToLowerInvariant()] = OperationOf(operation, route.Pattern);
            }

            if (operations.Count > 0)
                paths[route.Pattern] = operations;
        }

        _paths = paths.ToJsonString();
        _components = ComponentsOf().ToJsonString();
    }

    /// <summary>Maps the route. Call it last: the document describes the routes mapped before.</summary>
    public static void Map(RestRoutes routes, RestServerFeatures server)
    {
        var document = new Lazy<OpenApiDocument>(() => new OpenApiDocument(routes, server));
        routes.Map(Path, RestMethod.Get(request => document.Value.AnswerAsync(request)));
    }

    private Task AnswerAsync(RestRequest request) => request.AnswerAsync(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("openapi", Version);
        writer.WriteStartObject("info");
        writer.WriteString("title", "Kafka Connect REST API");
        writer.WriteString("description", "Manages the connectors of a Kafka Connect worker.");
        writer.WriteString("version", RootEndpoints.KafkaConnectVersion);
        writer.WriteEndObject();
        writer.WriteStartArray("servers");
        writer.WriteStartObject();
        writer.WriteString("url", request.BasePath.Length == 0 ? "/" : request.BasePath);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (_asksForCredentials)
        {
            writer.WriteStartArray("security");
            writer.WriteStartObject();
            writer.WriteStartArray(Basic);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WritePropertyName("paths");
        writer.WriteRawValue(_paths);
        writer.WritePropertyName("components");
        writer.WriteRawValue(_components);
        writer.WriteEndObject();
    });

    private JsonObject OperationOf(Operation operation, string pattern)
    {
        var result = new JsonObject { ["operationId"] = operation.Id, ["summary"] = operation.Summary, ["tags"] = new JsonArray(TagOf(pattern)) };
        JsonArray parameters = [.. PathParametersOf(pattern), .. operation.Query.Select(ParameterOf)];
        if (parameters.Count > 0)
            result["parameters"] = parameters;
        if (operation.Body is not null)
            result["requestBody"] = new JsonObject { ["required"] = true, ["content"] = ContentOf(operation.Body) };
        var responses = new JsonObject();
        foreach (var answer in operation.Answers)
        {
            var response = new JsonObject { ["description"] = answer.Description };
            if (answer.Bodies.Length > 0)
                response["content"] = ContentOf(answer.Bodies);
            responses[Text(answer.Status)] = response;
        }

        foreach (var status in operation.Errors)
            responses[Text(status)] = new JsonObject { ["$ref"] = $"#/components/responses/{NameOf(status)}" };
        responses["default"] = new JsonObject { ["$ref"] = "#/components/responses/Error" };
        result["responses"] = responses;
        return result;
    }

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string TagOf(string pattern) =>
        pattern.Split('/') is [_, "connectors" or "connector-plugins" or "admin", ..] parts ? parts[1] : "worker";

    private static IEnumerable<JsonNode> PathParametersOf(string pattern) =>
        from segment in pattern.Split('/')
        where segment.StartsWith('{')
        let name = segment.Trim('{', '}')
        select new JsonObject
        {
            ["name"] = name,
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = name == "task" ? new JsonObject { ["type"] = "integer", ["minimum"] = 0 } : new JsonObject { ["type"] = "string" },
            ["example"] = name switch
            {
                "task" => 0,
                "logger" => "root",
                _ when pattern.StartsWith("/connector-plugins", StringComparison.Ordinal) => "FileStreamSource",
                _ => Examples.Name,
            },
        };

    private static JsonNode ParameterOf(QueryParameter parameter) => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = "query",
        ["description"] = parameter.Description,
        ["schema"] = JsonNode.Parse(parameter.Schema),
        ["example"] = parameter.Example.DeepClone(),
    };

    private JsonObject ContentOf(params Content[] contents)
    {
        var media = new JsonObject();
        if (contents is [var only])
        {
            media["schema"] = _schemas.Of(only.Type);
            media["example"] = only.Example.DeepClone();
        }
        else
        {
            media["schema"] = new JsonObject { ["oneOf"] = new JsonArray([.. contents.Select(content => _schemas.Of(content.Type))]) };
            media["examples"] = new JsonObject(contents.Select((content, i) =>
                KeyValuePair.Create<string, JsonNode?>($"example{i + 1}", new JsonObject { ["value"] = content.Example.DeepClone() })));
        }

        return new JsonObject { ["application/json"] = media };
    }

    private JsonObject ComponentsOf()
    {
        var error = Client.ConnectJson.Default.ErrorMessage;
        var responses = new JsonObject { ["Error"] = ErrorOf("The request fails.", 500, "Request timed out.") };
        foreach (var (status, description, message) in ((int, string, string)[])
        [
            (400, "The request or the configuration is invalid.", "Connector configuration is invalid and contains the following 1 error(s): …"),
            (403, "Disabled by the worker's settings.", "Topic tracking is disabled."),
            (404, "Not found.", "Connector orders not found"),
            (409, "The connector already exists, or the cluster is rebalancing: retry later.", "Connector orders already exists"),
        ])
            responses[NameOf(status)] = ErrorOf(description, status, message);
        var components = new JsonObject { ["schemas"] = _schemas.All(), ["responses"] = responses };
        if (_asksForCredentials)
            components["securitySchemes"] = new JsonObject { [Basic] = new JsonObject { ["type"] = "http", ["scheme"] = Basic } };
        return components;

        JsonObject ErrorOf(string description, int status, string message) =>
            new() { ["description"] = description, ["content"] = ContentOf(Content.Of(error, new Client.ErrorMessage(status, message))) };
    }

    private static string NameOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "BadRequest",
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status409Conflict => "Conflict",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The error is not documented."),
    };
}
