using System.Text.Json.Nodes;
using Connect.Tests;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Connect.AspNetCore.Tests;

/// <summary>The OpenAPI document is valid, and it is the API that the server serves.</summary>
[CancelAfter(60_000)]
public class OpenApiTests
{
    private static readonly string[] NotDescribed = ["POST /connectors/{name}/tasks", "PUT /connectors/{name}/fence", "POST /internal/calls"];

    [TestCase("")]
    [TestCase("/connect")]
    public async Task The_document_is_valid(string prefix, CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync(prefix);
        var text = await worker.Client.GetStringAsync("openapi.json", cancellationToken);
        var result = OpenApiDocument.Parse(text, OpenApiConstants.Json);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Diagnostic!.SpecificationVersion, Is.EqualTo(OpenApiSpecVersion.OpenApi3_1));
            Assert.That(result.Diagnostic.Errors.Select(error => error.ToString()), Is.Empty);
            Assert.That(result.Diagnostic.Warnings.Select(warning => warning.ToString()), Is.Empty);
            Assert.That(result.Document?.Validate(ValidationRuleSet.GetDefaultRuleSet()).Select(error => error.ToString()), Is.Empty);
            Assert.That(result.Document?.Servers?[0].Url, Is.EqualTo(prefix.Length == 0 ? "/" : prefix));
            Assert.That(
                JsonNode.Parse(text)!["components"]!["schemas"]!.AsObject().Select(schema => schema.Key),
                Does.Contain("ConnectorStatus").And.Contain("ConnectorState"));
            Assert.That(text, Does.Not.Contain("#/properties"), "every reference leads to a schema with a name");
        }
    }

    [Test]
    public async Task Each_route_of_the_server_is_in_the_document_and_the_other_way_round(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        var document = JsonNode.Parse(await worker.Client.GetStringAsync("openapi.json", cancellationToken))!;
        var described =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select $"{operation.Key.ToUpperInvariant()} {path.Key}";
        var served =
            from source in worker.Services.GetServices<EndpointDataSource>()
            from endpoint in source.Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            where method != "HEAD"
            select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
        Assert.That(described, Is.EquivalentTo(served.Except(NotDescribed)));
        Assert.That(OpenApi.Operations.Keys, Is.EquivalentTo(described), "no operation is described that nobody serves");
    }

    [Test]
    public async Task Every_example_is_of_its_schema(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        var contract = new RestContract(await worker.Client.GetStringAsync("openapi.json", cancellationToken));
        Assert.That(contract.WrongExamples(), Is.Empty);
    }

    [Test]
    public async Task The_server_answers_as_the_document_says(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        var contract = new RestContract(await worker.Client.GetStringAsync("openapi.json", cancellationToken));
        const string Config = """{"connector.class":"FileStreamSource","topic":"t","file":"/tmp/none","x":null}""";
        await AskAsync("GET", "/", "");
        await AskAsync("GET", "/health", "health");
        await AskAsync("GET", "/health/live", "health/live");
        await AskAsync("GET", "/health/ready", "health/ready");
        await AskAsync("POST", "/connectors", "connectors", $$"""{"name":"a","config":{{Config}}}""");
        await AskAsync("POST", "/connectors", "connectors", $$"""{"name":"a","config":{{Config}}}""");
        await AskAsync(
            "PUT", "/connectors/{name}/config", "connectors/b/config",
            """{"connector.class":"FileStreamSink","topics":"t","file":"/no/such/folder/out"}""");
        await AskAsync("PUT", "/connectors/{name}/config", "connectors/b/config", "{}");
        await AskAsync("PATCH", "/connectors/{name}/config", "connectors/a/config", """{"x":"1","topic":"t2"}""");
        await Eventually.Async(
            async () => (await worker.Client.GetStringAsync("connectors/b/status", cancellationToken)).Contains("trace", StringComparison.Ordinal),
            "the sink's task fails", cancellationToken: cancellationToken);
        await AskAsync("GET", "/plan", "plan");
        await AskAsync("POST", "/plan", "plan", $$"""{"a":{"connector.class":"FileStreamSource","topic":"t3"},"new":{{Config}}}""");
        await AskAsync("GET", "/connectors", "connectors");
        await AskAsync("GET", "/connectors", "connectors?expand=status&expand=info");
        await AskAsync("GET", "/connectors/{name}", "connectors/a");
        await AskAsync("GET", "/connectors/{name}", "connectors/none");
        await AskAsync("GET", "/connectors/{name}/config", "connectors/a/config");
        await AskAsync("GET", "/connectors/{name}/status", "connectors/a/status");
        await AskAsync("GET", "/connectors/{name}/status", "connectors/b/status");
        await AskAsync("GET", "/connectors/{name}/tasks", "connectors/b/tasks");
        await AskAsync("GET", "/connectors/{name}/tasks/{task}/status", "connectors/b/tasks/0/status");
        await AskAsync("GET", "/connectors/{name}/topics", "connectors/a/topics");
        await AskAsync("GET", "/connectors/{name}/logs", "connectors/b/logs");
        await AskAsync("GET", "/connectors/{name}/logs", "connectors/b/logs?lines=x");
        await AskAsync("GET", "/connectors/{name}/logs", "connectors/none/logs");
        await AskAsync("PUT", "/connectors/{name}/topics/reset", "connectors/a/topics/reset");
        await AskAsync("POST", "/connectors/{name}/restart", "connectors/a/restart");
        await AskAsync("POST", "/connectors/{name}/restart", "connectors/b/restart?includeTasks=true&onlyFailed=true");
        await AskAsync("POST", "/connectors/{name}/tasks/{task}/restart", "connectors/b/tasks/0/restart");
        await AskAsync("PUT", "/connectors/{name}/pause", "connectors/a/pause");
        await AskAsync("PUT", "/connectors/{name}/resume", "connectors/a/resume");
        await AskAsync("PUT", "/connectors/{name}/stop", "connectors/a/stop");
        await AskAsync(
            "PATCH", "/connectors/{name}/offsets", "connectors/a/offsets",
            """{"offsets":[{"partition":{"filename":"/tmp/none"},"offset":{"position":3}}]}""");
        await AskAsync("GET", "/connectors/{name}/offsets", "connectors/a/offsets");
        await AskAsync("DELETE", "/connectors/{name}/offsets", "connectors/a/offsets");
        await AskAsync("DELETE", "/connectors/{name}/offsets", "connectors/b/offsets");
        await AskAsync("DELETE", "/connectors/{name}", "connectors/a");
        await AskAsync("GET", "/connector-plugins", "connector-plugins?connectorsOnly=false");
        await AskAsync("GET", "/connector-plugins/{name}/config", "connector-plugins/FileStreamSource/config");
        await AskAsync("GET", "/connector-plugins/{name}/config", "connector-plugins/TimestampConverter/config");
        await AskAsync("GET", "/connector-plugins/{name}/config", "connector-plugins/None/config");
        await AskAsync(
            "PUT", "/connector-plugins/{name}/config/validate", "connector-plugins/FileStreamSource/config/validate",
            """{"connector.class":"FileStreamSource","batch.size":"x","y":"z"}""");
        await AskAsync("PUT", "/admin/loggers/{logger}", "admin/loggers/a.b", """{"level":"DEBUG"}""");
        await AskAsync("PUT", "/admin/loggers/{logger}", "admin/loggers/a.b?scope=cluster", """{"level":"INFO"}""");
        await AskAsync("GET", "/admin/loggers/{logger}", "admin/loggers/a.b");
        await AskAsync("GET", "/admin/loggers", "admin/loggers");
        Assert.That(contract.NotAsked(), Is.EquivalentTo(["GET /openapi.json"]), "every operation has been asked");

        async Task AskAsync(string method, string path, string address, string? body = null)
        {
            using var response = await worker.SendAsync(new HttpMethod(method), address, body);
            Assert.That(
                contract.Check($"{method} {path}", response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken)), Is.Null,
                $"{method} {address}");
        }
    }

    /// <summary>The REST suite is found through CONNECT_REST_SUITE; without it the server's own answers have to do.</summary>
    [Test]
    public async Task What_Kafka_Connect_answers_is_as_the_document_says(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("CONNECT_REST_SUITE") is not { Length: > 0 } suite)
        {
            Assert.Ignore("CONNECT_REST_SUITE is not set.");
            return;
        }

        await using var worker = await RestWorker.StartAsync();
        var contract = new RestContract(await worker.Client.GetStringAsync("openapi.json", cancellationToken));
        var wrong = new List<string>();
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(suite, "goldens"), "*.json", SearchOption.AllDirectories))
        {
            foreach (var step in JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken))!["steps"]!.AsArray())
            {
                if ((string?)step!["kind"] != "json" || (string?)step["request"] is not { } request
                    || contract.OperationOf(request) is not { } operation)
                    continue;
                compared++;
                var body = step["body"]?.ToJsonString().Replace("\"\\u003Ctime\\u003E\"", "0", StringComparison.Ordinal) ?? "";
                if (contract.Check(operation, (System.Net.HttpStatusCode)(int)step["status"]!, body) is { } error)
                    wrong.Add($"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)} {request}: {error}");
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.Empty);
            Assert.That(compared, Is.GreaterThan(500));
        }
    }
}
