using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Connect.Runtime;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Tests;
using Connect.WorkerProgram.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.WorkerProgram.Tests.Server;

[CancelAfter(120_000)]
public sealed class RestServerTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("connect-server-");

    [TearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Credentials_guard_the_main_listener_and_the_admin_resources_have_one_of_their_own()
    {
        var (main, admin) = (WorkerServer.FreePort(), WorkerServer.FreePort());
        await using var server = await WorkerServer.StartAsync(
            ("listeners", $"http://127.0.0.1:{main}"),
            ("admin.listeners", $"http://127.0.0.1:{admin}"),
            ("rest.extension.classes", RestExtensions.BasicAuthentication),
            ("java.security.auth.login.config", Jaas("ann=s:e:cret\n")));
        using var client = new HttpClient();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await StatusAsync(client, main, "/connectors"), Is.EqualTo(401));
            Assert.That(await StatusAsync(client, main, "/health"), Is.EqualTo(401));
            Assert.That(await StatusAsync(client, main, "/nope"), Is.EqualTo(404));
            Assert.That(await StatusAsync(client, main, "/connectors", HttpMethod.Put), Is.EqualTo(405));
            Assert.That(
                await StatusAsync(client, main, "/connectors/x/fence", HttpMethod.Put), Is.EqualTo(500), "between workers a signature guards");
            Assert.That(await StatusAsync(client, main, "/admin/loggers"), Is.EqualTo(404));
            Assert.That(await StatusAsync(client, admin, "/admin/loggers"), Is.EqualTo(200));
            Assert.That(await StatusAsync(client, admin, "/connectors"), Is.EqualTo(404));
            foreach (var path in new[] { "/metrics", "/health/live", "/health/ready" })
            {
                Assert.That(await StatusAsync(client, main, path), Is.EqualTo(401), path);
                Assert.That(await StatusAsync(client, admin, path), Is.EqualTo(200), path);
            }
        }

        client.DefaultRequestHeaders.Authorization = Basic("ann:s:e:cret");
        Assert.That(await StatusAsync(client, main, "/connectors"), Is.EqualTo(200));
        client.DefaultRequestHeaders.Authorization = Basic("ann:wrong");
        Assert.That(await StatusAsync(client, main, "/connectors"), Is.EqualTo(401));
    }

    [Test]
    public async Task Metrics_are_served_in_the_text_format_of_Prometheus()
    {
        var port = WorkerServer.FreePort();
        await using var server = await WorkerServer.StartAsync(("listeners", $"http://127.0.0.1:{port}"));
        using var client = new HttpClient();
        var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        var text = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/plain"));
            Assert.That(text, Does.Match("(?m)^# TYPE kafka_connect_worker_connectors gauge$"));
            Assert.That(text, Does.Match("(?m)^kafka_connect_worker_connectors\\{.*worker=.*\\} 0"));
            Assert.That(await StatusAsync(client, port, "/metrics", HttpMethod.Post), Is.EqualTo(404));
        }
    }

    [Test]
    [NonParallelizable]
    public async Task Metrics_are_collected_from_the_first_request_on_and_miss_no_start_before_it()
    {
        var port = WorkerServer.FreePort();
        await using var server = await WorkerServer.StartAsync(("listeners", $"http://127.0.0.1:{port}"));
        var (metrics, connect) = (server.Services.GetRequiredService<ConnectMetrics>(), server.Services.GetRequiredService<IKafkaConnect>());
        await connect.CreateConnectorAsync(
            "early", new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["topic"] = "t", ["file"] = "/no/file" });
        await Eventually.Async(
            async () => (await connect.GetConnectorStatusAsync("early")).Tasks is [{ State: TaskState.Running }], "the task runs");
        Assert.That(metrics.PollDuration.Enabled, Is.False);
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metrics.PollDuration.Enabled, Is.True);
            Assert.That(text, Does.Match("(?m)^kafka_connect_worker_connector_startups_total\\{.*connector=\"early\".*result=\"success\".*\\} 1"));
            Assert.That(text, Does.Match("(?m)^kafka_connect_worker_task_startups_total\\{.*connector=\"early\".*result=\"success\".*\\} 1"));
        }
    }

    [Test]
    public async Task Https_takes_only_clients_whose_certificate_it_trusts()
    {
        using var own = WorkerServer.Certificate("server");
        using var friend = WorkerServer.Certificate("friend");
        using var stranger = WorkerServer.Certificate("stranger");
        var port = WorkerServer.FreePort();
        await using var server = await WorkerServer.StartAsync(
            ("listeners", $"https://127.0.0.1:{port}"),
            ("listeners.https.ssl.keystore.type", "PEM"),
            ("listeners.https.ssl.keystore.location", Write("server.pem", WorkerServer.Pem(own))),
            ("listeners.https.ssl.truststore.type", "PEM"),
            ("listeners.https.ssl.truststore.location", Write("friends.pem", friend.ExportCertificatePem())),
            ("listeners.https.ssl.client.auth", "required"));
        Assert.That(await AskAsync(friend), Is.EqualTo("[]"));
        Assert.That(() => AskAsync(stranger), Throws.InstanceOf<HttpRequestException>());
        Assert.That(() => AskAsync(null), Throws.InstanceOf<HttpRequestException>());

        async Task<string> AskAsync(X509Certificate2? certificate)
        {
            using var handler = new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
                shown!.Thumbprint == own.Thumbprint
            };
            if (certificate is not null)
                handler.ClientCertificates.Add(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null));
            using var client = new HttpClient(handler);
            return await client.GetStringAsync($"https://127.0.0.1:{port}/connectors");
        }
    }

    /// <summary>Stores as <c>keytool</c> makes them.</summary>
    [TestCase("JKS", "rsa.jks", "keypass")]
    [TestCase("JKS", "ec.jks", "keypass")]
    [TestCase("JKS", "chain.jks", null)]
    [TestCase("PKCS12", "chain.pkcs12", null)]
    public async Task Https_is_served_from_a_key_store_of_Javas(string type, string file, string? keyPassword)
    {
        var port = WorkerServer.FreePort();
        await using var server = await WorkerServer.StartAsync([
            ("listeners", $"https://127.0.0.1:{port}"),
            ("ssl.keystore.type", type),
            ("ssl.keystore.location", RepoPaths.Combine("tests/Connect.JavaCompatibility.Tests/KeyStores/Stores/" + file)),
            ("ssl.keystore.password", "storepass"),
            .. keyPassword is null ? Array.Empty<(string, string?)>() : [("ssl.key.password", keyPassword)],
        ]);
        string? subject = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
            (subject = shown?.Subject) is not null
        };
        using var client = new HttpClient(handler);
        Assert.That(await client.GetStringAsync($"https://127.0.0.1:{port}/connectors"), Is.EqualTo("[]"));
        Assert.That(subject, Is.EqualTo("CN=localhost"));
    }

    [Test]
    public async Task Other_origins_and_headers_are_answered_as_Kafka_Connect_answers_them()
    {
        var port = WorkerServer.FreePort();
        await using var server = await WorkerServer.StartAsync(
            ("listeners", $"http://127.0.0.1:{port}"),
            ("access.control.allow.origin", "http://allowed.example"),
            ("access.control.allow.methods", "GET,PUT"),
            ("admin.listeners", ""),
            ("response.http.headers.config", "add X-One:one,\"add Cache-Control: no-cache, no-store\",set X-Two: two"));
        using var client = new HttpClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"http://127.0.0.1:{port}/connectors");
        preflight.Headers.Add("Origin", "http://allowed.example");
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        using var allowed = await client.SendAsync(preflight);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/nope");
        foreign.Headers.Add("Origin", "http://foreign.example");
        using var refused = await client.SendAsync(foreign);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Header(allowed, "Access-Control-Allow-Origin"), Is.EqualTo("http://allowed.example"));
            Assert.That(Header(allowed, "Access-Control-Allow-Methods"), Is.EqualTo("GET,PUT"));
            Assert.That(Header(allowed, "Access-Control-Allow-Headers"), Is.EqualTo("Content-Type"));
            Assert.That(Header(allowed, "Access-Control-Max-Age"), Is.EqualTo("60"));
            Assert.That(Header(refused, "Access-Control-Allow-Origin"), Is.Empty);
            Assert.That(Header(refused, "Vary"), Is.EqualTo("Origin"));
            Assert.That(
                (Header(refused, "X-One"), Header(refused, "X-Two"), Header(refused, "Cache-Control")),
                Is.EqualTo(("one", "two", "no-store, no-cache")));
            Assert.That(await StatusAsync(client, port, "/admin/loggers"), Is.EqualTo(404));
            Assert.That(await StatusAsync(client, port, "/connectors;x=1"), Is.EqualTo(200));
            Assert.That(await StatusAsync(client, port, "/connectors/a%2Fb"), Is.EqualTo(400));
        }
    }

    private static AuthenticationHeaderValue Basic(string text) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    private static async Task<int> StatusAsync(HttpClient client, int port, string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private string Jaas(string users) => Write(
        "jaas.conf",
        $$"""KafkaConnect { org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required file="{{Write("users.properties", users)}}"; };""");

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
