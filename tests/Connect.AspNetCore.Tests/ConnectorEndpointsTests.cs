using System.Net;
using System.Text.Json.Nodes;
using Connect.Tests;

namespace Connect.AspNetCore.Tests;

/// <summary>Status codes and bodies are those that a worker of Apache Kafka Connect 4.3.1 answered to the same requests.</summary>
[CancelAfter(60_000)]
public class ConnectorEndpointsTests
{
    private RestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() => _worker = await RestWorker.StartAsync();

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [Test]
    public async Task The_root_tells_version_commit_and_cluster(CancellationToken cancellationToken)
    {
        var info = JsonNode.Parse(await _worker.Client.GetStringAsync("", cancellationToken))!.AsObject();
        Assert.That(info.Select(member => member.Key), Is.EqualTo(new[] { "version", "commit", "kafka_cluster_id" }));
        Assert.That((string?)info["version"], Does.Match(@"^\d+\.\d+\.\d+"));
    }

    [Test]
    public async Task A_created_connector_is_shown_with_its_location_config_tasks_and_status(CancellationToken cancellationToken)
    {
        using var created = await _worker.SendAsync(HttpMethod.Post, "connectors", Create("src", "\"tasks.max\":1,\"x\":1.50,\"y\":true"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(created.Headers.Location!.OriginalString, Is.EqualTo($"{_worker.Address}/connectors/src"));
            Assert.That(created.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/json"));
            Assert.That(
                await created.Content.ReadAsStringAsync(cancellationToken),
                Is.EqualTo(
                    $$"""{"name":"src","config":{"connector.class":"FileStreamSource","topic":"t","file":"{{Input}}","tasks.max":"1","x":"1.50","y":"true","name":"src"},"tasks":[{"connector":"src","task":0}],"type":"source"}"""));
        }

        await Eventually.Async(
            async () => (await _worker.Client.GetStringAsync("connectors/src/status", cancellationToken)).Split("RUNNING").Length == 3,
            "connector and task run", cancellationToken: cancellationToken);
        var status = JsonNode.Parse(await _worker.Client.GetStringAsync("connectors/src/status", cancellationToken))!;
        Assert.That(
            status.ToJsonString().Replace((string)status["connector"]!["version"]!, "V", StringComparison.Ordinal),
            Is.EqualTo(
                """{"name":"src","connector":{"state":"RUNNING","worker_id":"worker:8083","version":"V"},"tasks":[{"id":0,"state":"RUNNING","worker_id":"worker:8083","version":"V"}],"type":"source"}"""));
        await _worker.AssertAsync(HttpMethod.Get, "connectors", null, HttpStatusCode.OK, """["src"]""");
        await _worker.AssertAsync(HttpMethod.Get, "connectors?expand=nope", null, HttpStatusCode.OK, """{"src":{}}""");
        var tasks = JsonNode.Parse(await _worker.Client.GetStringAsync("connectors/src/tasks", cancellationToken))!;
        Assert.That((string?)tasks[0]!["config"]!["task.class"], Is.EqualTo("org.apache.kafka.connect.file.FileStreamSourceTask"));
        var expanded =
            JsonNode.Parse(await _worker.Client.GetStringAsync("connectors?expand=status&expand=info", cancellationToken))!["src"]!.AsObject();
        Assert.That(expanded.Select(member => member.Key), Is.EqualTo(new[] { "status", "info" }));
    }

    [TestCase("topic.creation.default.partitions", "3", HttpStatusCode.InternalServerError,
        "Missing required configuration \"topic.creation.default.replication.factor\" which has no default value.")]
    [TestCase("producer.override.delivery.timeout.ms", "10000", HttpStatusCode.BadRequest,
        "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms")]
    [TestCase("producer.override.transactional.id", "tx1", HttpStatusCode.BadRequest,
        "Cannot set a transactional.id without also enabling idempotence.")]
    [TestCase("producer.override.linger.ms", "-1", HttpStatusCode.BadRequest,
        "Invalid value -1 for configuration linger.ms: Value must be at least 0")]
    public async Task What_could_not_start_is_refused_and_not_stored(
        string key, string value, HttpStatusCode status, string text, CancellationToken cancellationToken)
    {
        using var answer = await _worker.SendAsync(HttpMethod.Post, "connectors", Create("src", $"\"{key}\":\"{value}\""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["message"], Does.Contain(text));
        }

        await _worker.AssertAsync(HttpMethod.Get, "connectors", null, HttpStatusCode.OK, "[]");
    }

    [TestCase("GET", "connectors/none", "Connector none not found")]
    [TestCase("GET", "connectors/none/config", "Connector none not found")]
    [TestCase("GET", "connectors/none/status", "No status found for connector none")]
    [TestCase("GET", "connectors/none/tasks", "Connector none not found")]
    [TestCase("DELETE", "connectors/none", "Connector none not found")]
    [TestCase("PUT", "connectors/none/pause", "Unknown connector none")]
    [TestCase("PUT", "connectors/none/resume", "Unknown connector none")]
    [TestCase("GET", "nope", "HTTP 404 Not Found")]
    public Task What_is_not_there_is_404(string method, string path, string message) =>
        _worker.AssertAsync(new HttpMethod(method), path, null, HttpStatusCode.NotFound, $$"""{"error_code":404,"message":"{{message}}"}""");

    [Test]
    public async Task A_task_that_fails_at_its_start_shows_version_and_trace_in_Kafka_Connects_order(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(_worker.File("folder")).FullName;
        var body = new JsonObject { ["connector.class"] = "FileStreamSink", ["topics"] = "t", ["file"] = folder }.ToJsonString();
        using var created = await _worker.SendAsync(HttpMethod.Put, "connectors/bad/config", body);
        JsonObject? task = null;
        await Eventually.Async(
            async () =>
            {
                var status = JsonNode.Parse(await _worker.Client.GetStringAsync("connectors/bad/status", cancellationToken))!;
                task = status["tasks"]!.AsArray().FirstOrDefault()?.AsObject();
                return (string?)task?["state"] == "FAILED";
            },
            "the task fails", cancellationToken: cancellationToken);
        Assert.That(task!.Select(member => member.Key), Is.EqualTo(new[] { "id", "state", "worker_id", "version", "trace" }));
        Assert.That(
            (string?)task!["trace"], Does.StartWith("org.apache.kafka.connect.errors.ConnectException: Couldn't find or create file '" + folder));
    }

    [Test]
    public Task Stopping_an_unknown_connector_is_404() =>
        _worker.AssertAsync(
            HttpMethod.Put, "connectors/none/stop", null, HttpStatusCode.NotFound, """{"error_code":404,"message":"Connector none not found"}""");

    [TestCase("{}", "Connector config {name=x} contains no connector type")]
    [TestCase("""{"connector.class":"FileStreamSource","topic":"t","name":"y"}""",
        "Connector name configuration (y) doesn't match connector name in the URL (x)")]
    [TestCase("""{"connector.class":"FileStreamSource","topic":"t","foo":null}""",
        """Connector configuration is invalid and contains the following 1 error(s):\nNull value can not be supplied as the configuration value.\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`""")]
    [TestCase("""{"connector.class":"FileStreamSource","tasks.max":"x"}""",
        """Connector configuration is invalid and contains the following 3 error(s):\nInvalid value x for configuration tasks.max: Not a number of type INT\nInvalid value null for configuration tasks.max: Value must be non-null\nMissing required configuration \"topic\" which has no default value.\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`""")]
    public Task A_configuration_that_is_not_valid_is_400_with_every_error(string config, string message) =>
        _worker.AssertAsync(
            HttpMethod.Post, "connectors", $$"""{"name":"x","config":{{config}}}""", HttpStatusCode.BadRequest,
            $$"""{"error_code":400,"message":"{{message}}"}""");

    [Test]
    public async Task An_unknown_class_is_400_and_the_message_lists_the_known_ones(CancellationToken cancellationToken)
    {
        using var response = await _worker.SendAsync(HttpMethod.Post, "connectors", """{"name":"x","config":{"connector.class":"NoSuch"}}""");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            await response.Content.ReadAsStringAsync(cancellationToken),
            Does.Contain("which name matches NoSuch").And.Contain("org.apache.kafka.connect.file.FileStreamSourceConnector"));
    }

    [TestCase("{")]
    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{"name":"x"}""")]
    [TestCase("""{"name":"x","config":{},"foo":1}""")]
    [TestCase("""{"name":"x","config":{"a":{"b":1}}}""")]
    [TestCase("""{"name":"x","config":{"connector.class":"FileStreamSource","topic":"t"},"initial_state":"GONE"}""")]
    public async Task A_body_of_another_shape_is_500_with_Connects_error(string body)
    {
        using var response = await _worker.SendAsync(HttpMethod.Post, "connectors", body);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.That(((int)response.StatusCode, (int)error["error_code"]!, ((string)error["message"]!).Length > 0), Is.EqualTo((500, 500, true)));
    }

    [Test]
    public async Task A_second_connector_of_the_same_name_is_409_and_disturbs_nothing(CancellationToken cancellationToken)
    {
        using var first = await _worker.SendAsync(HttpMethod.Post, "connectors", Create("src"));
        await _worker.AssertAsync(
            HttpMethod.Post, "connectors", Create("src"), HttpStatusCode.Conflict, """{"error_code":409,"message":"Connector src already exists"}""");
        Assert.That(await _worker.Client.GetStringAsync("connectors", cancellationToken), Is.EqualTo("""["src"]"""));
    }

    [Test]
    public async Task A_put_configuration_creates_then_updates(CancellationToken cancellationToken)
    {
        var config = $$"""{"connector.class":"FileStreamSink","topics":"t","file":"{{_worker.File("out")}}"}""";
        using var created = await _worker.SendAsync(HttpMethod.Put, "connectors/snk/config", config);
        Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var updated =
            await _worker.SendAsync(HttpMethod.Put, "connectors/snk/config", config.Replace("}", ",\"tasks.max\":\"2\"}", StringComparison.Ordinal));
        Assert.That(updated.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            await updated.Content.ReadAsStringAsync(cancellationToken),
            Does.EndWith(""""tasks":[{"connector":"snk","task":0},{"connector":"snk","task":1}],"type":"sink"}""""));
        Assert.That(
            await _worker.Client.GetStringAsync("connectors/snk/config", cancellationToken),
            Does.Contain("\"tasks.max\":\"2\"").And.Contain("\"name\":\"snk\""));
    }

    [Test]
    public async Task Pause_resume_and_stop_show_in_the_status_and_delete_removes(CancellationToken cancellationToken)
    {
        using var created = await _worker.SendAsync(HttpMethod.Post, "connectors", Create("src"));
        await ChangeAsync("pause", HttpStatusCode.Accepted, "PAUSED", 2);
        await ChangeAsync("resume", HttpStatusCode.Accepted, "RUNNING", 2);
        await ChangeAsync("stop", HttpStatusCode.NoContent, "STOPPED", 1);
        await _worker.AssertAsync(HttpMethod.Get, "connectors/src/tasks", null, HttpStatusCode.OK, "[]");
        await _worker.AssertAsync(HttpMethod.Delete, "connectors/src", null, HttpStatusCode.NoContent, "");
        await _worker.AssertAsync(
            HttpMethod.Get, "connectors/src", null, HttpStatusCode.NotFound, """{"error_code":404,"message":"Connector src not found"}""");

        async Task ChangeAsync(string verb, HttpStatusCode status, string state, int times)
        {
            await _worker.AssertAsync(HttpMethod.Put, $"connectors/src/{verb}", null, status, "");
            await Eventually.Async(
                async () => (await _worker.Client.GetStringAsync("connectors/src/status", cancellationToken))
                    .Split($"\"state\":\"{state}\"").Length == times + 1,
                $"{verb} leads to {state}",
                cancellationToken: cancellationToken);
        }
    }

    [Test]
    public async Task A_connector_born_paused_has_no_tasks_and_its_trimmed_name_is_escaped(CancellationToken cancellationToken)
    {
        using var created =
            await _worker.SendAsync(
                HttpMethod.Post, "connectors", Create(" p ü ").Replace("}}", "},\"initial_state\":\"paused\"}", StringComparison.Ordinal));
        Assert.That(created.Headers.Location!.OriginalString, Is.EqualTo($"{_worker.Address}/connectors/p%20%C3%BC"));
        await _worker.AssertAsync(HttpMethod.Get, "connectors/p%20%C3%BC/tasks", null, HttpStatusCode.OK, "[]");
        Assert.That(
            await _worker.Client.GetStringAsync("connectors/p%20%C3%BC/status", cancellationToken),
            Does.Contain("\"state\":\"PAUSED\"").And.Contain("\"tasks\":[]"));
    }

    [Test]
    public async Task A_task_that_cannot_start_is_FAILED_with_its_trace_and_the_others_go_on(CancellationToken cancellationToken)
    {
        using var good = await _worker.SendAsync(HttpMethod.Post, "connectors", Create("src"));
        using var bad = await _worker.SendAsync(
            HttpMethod.Post, "connectors",
            """{"name":"bad","config":{"connector.class":"FileStreamSink","topics":"t","file":"/no/such/dir/out.txt"}}""");
        await Eventually.Async(
            async () => (await _worker.Client.GetStringAsync("connectors/bad/status", cancellationToken))
                .Contains("FAILED", StringComparison.Ordinal), "the task fails", cancellationToken: cancellationToken);
        var status = JsonNode.Parse(await _worker.Client.GetStringAsync("connectors/bad/status", cancellationToken))!;
        Assert.That((string?)status["tasks"]![0]!["trace"], Does.Contain("/no/such/dir/out.txt"));
        Assert.That((string?)status["connector"]!["state"], Is.EqualTo("RUNNING"));
        await Eventually.Async(
            async () => (await _worker.Client.GetStringAsync("connectors/src/status", cancellationToken)).Split("RUNNING").Length == 3,
            "the other one runs", cancellationToken: cancellationToken);
    }

    private string Input => _worker.File("in.txt");

    private string Create(string name, string more = "\"tasks.max\":1") =>
        $$$"""{"name":"{{{name}}}","config":{"connector.class":"FileStreamSource","topic":"t","file":"{{{Input}}}",{{{more}}}}}""";
}
