using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Connect.AspNetCore.Tests;

[CancelAfter(120_000)]
public class RoutingTests
{
    private const string Config = """{"connector.class":"FileStreamSource","topic":"t","file":"/tmp/none"}""";

    private RestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() => _worker = await RestWorker.StartAsync();

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [TestCase("GET", "/CONNECTORS", 404)]
    [TestCase("GET", "/Connectors/x/status", 404)]
    [TestCase("GET", "/nope", 404)]
    [TestCase("GET", "/connectors/../connectors", 404)]
    [TestCase("GET", "/connectors/./x", 404)]
    [TestCase("PUT", "/connectors/a%2Fb/config", 400)]
    [TestCase("PUT", "/connectors/a%5Cb/config", 400)]
    [TestCase("PUT", "/connectors//config", 400)]
    [TestCase("GET", "//connectors", 400)]
    [TestCase("GET", "/connectors/x%zz", 400)]
    [TestCase("POST", "/connectors/x/tasks/y/restart", 404)]
    [TestCase("GET", "/connectors/x/tasks/99999999999/status", 404)]
    [TestCase("GET", "/connectors/x/tasks/-1/status", 404)]
    [TestCase("PUT", "/connectors/x/stop", 404)]
    [TestCase("POST", "/connectors/x/restart", 404)]
    [TestCase("POST", "/connectors/x/tasks/0/restart", 404)]
    [TestCase("POST", "/connectors/x/tasks", 500)]
    [TestCase("PUT", "/connectors/x/fence", 500)]
    [TestCase("TRACE", "/connectors", 405)]
    [TestCase("FOO", "/connectors", 405)]
    public async Task Paths_and_methods_are_answered_as_Kafka_Connect_answers_them(string method, string path, int status) =>
        Assert.That(await SendRawAsync(method, path, method is "PUT" or "POST" ? "[]" : null), Is.EqualTo(status));

    [Test]
    public async Task A_connector_whose_name_has_a_slash_can_be_changed_and_deleted(CancellationToken cancellationToken)
    {
        using var created =
            await _worker.SendAsync(HttpMethod.Post, "connectors", $$"""{"name":"p/q","config":{{Config}},"initial_state":"STOPPED"}""");
        Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await SendRawAsync("GET", "/connectors/p%2Fq", null), Is.EqualTo(400), "as Kafka Connect");
            Assert.That(await SendRawAsync("PUT", "/connectors/p%2Fq/resume", ""), Is.EqualTo(202));
            Assert.That(await SendRawAsync("PUT", "/connectors/p%2Fq/config", Config), Is.EqualTo(200));
            Assert.That(await SendRawAsync("PUT", "/connectors/p%2Fq/stop", ""), Is.EqualTo(204));
            Assert.That(await SendRawAsync("DELETE", "/connectors/p%2Fq", null), Is.EqualTo(204));
            Assert.That(await SendRawAsync("DELETE", "/connectors/p%2Fq", null), Is.EqualTo(400));
            Assert.That(await _worker.Client.GetStringAsync("connectors", cancellationToken), Is.EqualTo("[]"));
        }
    }

    [TestCase("connector-plugins?connectorsOnly=nope", "header_converter", true)]
    [TestCase("connector-plugins?connectorsOnly=", "header_converter", true)]
    [TestCase("connector-plugins?connectorsOnly=TRUE", "header_converter", false)]
    [TestCase("connector-plugins?ConnectorsOnly=false", "header_converter", false)]
    public async Task A_flag_is_false_unless_it_says_true_and_its_name_is_compared_to_the_letter(string path, string text, bool isThere) =>
        Assert.That((await _worker.Client.GetStringAsync(path)).Contains(text, StringComparison.Ordinal), Is.EqualTo(isThere));

    [TestCase("connectors?expand", "{}")]
    [TestCase("connectors?expand=nope", "{}")]
    [TestCase("connectors?Expand=info", "[]")]
    [TestCase("connectors?expand[]=status", "[]")]
    public async Task Only_the_parameter_expand_makes_an_object(string path, string expected) =>
        Assert.That(await _worker.Client.GetStringAsync(path), Is.EqualTo(expected));

    [Test]
    public async Task A_name_of_null_in_the_configuration_is_filled_in() =>
        await _worker.AssertAsync(
            HttpMethod.Post, "connectors",
            """{"name":"n","config":{"name":null,"connector.class":"FileStreamSource","topic":"t"},"initial_state":"STOPPED"}""",
            HttpStatusCode.Created,
            """{"name":"n","config":{"name":"n","connector.class":"FileStreamSource","topic":"t"},"tasks":[],"type":"source"}""");

    [Test]
    public async Task Blanks_around_the_class_are_part_of_its_name()
    {
        using var response =
            await _worker.SendAsync(HttpMethod.Post, "connectors", """{"name":"n","config":{"connector.class":" FileStreamSource ","topic":"t"}}""");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task The_root_tells_the_version_of_Kafka_Connect_and_a_header_our_own()
    {
        using var response = await _worker.SendAsync(HttpMethod.Get, "");
        Assert.That(await response.Content.ReadAsStringAsync(), Does.StartWith("""{"version":"4.3.1","commit":"""));
        Assert.That(response.Headers.GetValues("Connect-Sdk-Version"), Has.Exactly(1).Not.Empty);
    }

    [Test]
    public async Task Shipped_plugins_carry_the_version_of_Kafka_Connect()
    {
        var plugins = System.Text.Json.Nodes.JsonNode.Parse(await _worker.Client.GetStringAsync("connector-plugins?connectorsOnly=false"))!.AsArray();
        var wrong = plugins.Where(
            plugin => ((string)plugin!["class"]!).StartsWith("org.apache.kafka.", StringComparison.Ordinal) && (string?)plugin["version"] != "4.3.1");
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task Health_is_healthy_once_the_worker_has_started() =>
        await _worker.AssertAsync(
            HttpMethod.Get, "health", null, HttpStatusCode.OK,
            """{"status":"healthy","message":"Worker has completed startup and is ready to handle requests."}""");

    [TestCase("""{"offsets":[]}""", 400)]
    [TestCase("{}", 400)]
    [TestCase("""{"offsets":null}""", 400)]
    [TestCase("[]", 500)]
    [TestCase("""{"offsets":5}""", 500)]
    [TestCase("""{"x":[]}""", 500)]
    [TestCase("""{"offsets":[{"partition":{"filename":"x"},"offset":{"position":5}}]}""", 200)]
    [TestCase("""{"offsets":[{"partition":null,"offset":{"position":5}}]}""", 500)]
    [TestCase("""{"offsets":[{"partition":{"filename":"x"},"offset":{"position":9223372036854775808}}]}""", 500)]
    [TestCase("""{"offsets":[{"partition":{"filename":{"a":1}},"offset":{"position":5}}]}""", 500)]
    public async Task Offsets_are_altered_when_they_are_well_formed(string body, int status)
    {
        using var created =
            await _worker.SendAsync(HttpMethod.Post, "connectors", $$"""{"name":"o","config":{{Config}},"initial_state":"STOPPED"}""");
        using var altered = await _worker.SendAsync(HttpMethod.Patch, "connectors/o/offsets", body);
        Assert.That((int)altered.StatusCode, Is.EqualTo(status), await altered.Content.ReadAsStringAsync());
        if (status == 200)
        {
            Assert.That(
                await _worker.Client.GetStringAsync("connectors/o/offsets"),
                Is.EqualTo("""{"offsets":[{"partition":{"filename":"x"},"offset":{"position":5}}]}"""));
            using var reset = await _worker.SendAsync(HttpMethod.Delete, "connectors/o/offsets");
            Assert.That(
                await reset.Content.ReadAsStringAsync(), Is.EqualTo("""{"message":"The offsets for this connector have been reset successfully"}"""));
        }
    }

    /// <summary>Sends a request line as it is written: a client library would change it.</summary>
    private async Task<int> SendRawAsync(string method, string path, string? body)
    {
        var address = new Uri(_worker.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        var content = body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{content}\r\n{body}"));
        using var reader = new StreamReader(stream);
        var line = (await reader.ReadLineAsync())!;
        return int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
