using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Connect.Converters.Avro.Registry.Client;
using Connect.Converters.Avro.Tests.Registry.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Converters.Avro.Tests.Registry.Client;

[CancelAfter(60_000)]
public sealed class RestClientsTests
{
    [TestCase(408)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    public async Task Temporary_failure_is_tried_again_and_then_is_retriable(int status, CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Error(status, 50001, "store is down");
        using var client = Clients.Plain(server.Url, ("max.retries", "2"));

        var failure = await Assert.ThrowsAsync<RetriableConnectException>(async () => await client.GetLatestAsync("s", token));

        Assert.That(server.Requests, Has.Count.EqualTo(3));
        Assert.That(
            failure!.Message, Does.Contain("store is down").And.Contain("50001").And.Contain($"{(HttpStatusCode)status}").And.Contain("subject s"));
    }

    [Test]
    public async Task Success_after_temporary_failures_is_a_success(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => server.Requests.Count < 3 ? FakeAnswer.Html(503) : FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");
        using var client = Clients.Plain(server.Url, ("max.retries", "2"));

        Assert.That((await client.GetLatestAsync("s", token)).Id, Is.EqualTo(3));
    }

    [Test]
    public async Task Second_url_takes_over_when_the_first_refuses_connections_and_stays(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");
        using var dead = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = Clients.Plain($"http://{dead.LocalEndPoint},{server.Url}");

        await client.GetLatestAsync("s", token);
        await client.GetLatestAsync("s", token);

        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Later_requests_start_at_the_url_that_worked(CancellationToken token)
    {
        await using var broken = await FakeRegistry.StartAsync();
        await using var working = await FakeRegistry.StartAsync();
        broken.Script = _ => FakeAnswer.Html(503);
        working.Script = _ => FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");
        using var client = Clients.Plain($"{broken.Url},{working.Url}", ("max.retries", "4"));

        for (var i = 0; i < 5; i++)
            await client.GetLatestAsync("s", token);

        Assert.That(broken.Requests, Has.Count.EqualTo(1));
        Assert.That(working.Requests, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Each_url_is_tried_in_each_round(CancellationToken token)
    {
        await using var one = await FakeRegistry.StartAsync();
        await using var two = await FakeRegistry.StartAsync();
        one.Script = two.Script = _ => FakeAnswer.Html(502);
        using var client = Clients.Plain($"{one.Url},{two.Url}", ("max.retries", "2"));

        await Assert.ThrowsAsync<RetriableConnectException>(async () => await client.GetLatestAsync("s", token));

        Assert.That(one.Requests, Has.Count.EqualTo(3));
        Assert.That(two.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Silent_server_runs_into_the_read_timeout(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        var never = new TaskCompletionSource();
        server.Script = _ => FakeAnswer.Json("{}") with { Before = never.Task };
        using var client = Clients.Plain(server.Url, ("http.read.timeout.ms", "200"));

        var failure = await Assert.ThrowsAsync<RetriableConnectException>(async () => await client.GetLatestAsync("s", token));

        Assert.That(failure!.Message, Does.Contain("http.read.timeout.ms"));
        never.SetResult();
    }

    [Test]
    public async Task Answer_that_never_ends_runs_into_the_read_timeout(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("{") with { Announced = 1_000 };
        using var client = Clients.Plain(server.Url, ("http.read.timeout.ms", "200"));

        await Assert.ThatAsync(async () => await client.GetLatestAsync("s", token), Throws.TypeOf<RetriableConnectException>());
    }

    [Test]
    public async Task Small_answer_that_unpacks_to_a_giant_is_given_up(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 100; i++)
                await gzip.WriteAsync(new byte[1 << 20], token);
        }

        server.Script = _ => new FakeAnswer(200, packed.ToArray()) { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } };
        using var client = Clients.Plain(server.Url);

        await Assert.ThatAsync(
            async () => await client.GetLatestAsync("s", token), Throws.TypeOf<ConnectException>().With.Message.Contains("longer than"));
    }

    [Test]
    public async Task Deeply_nested_answer_is_no_answer(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json($$"""{"extra":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""");
        using var client = Clients.Plain(server.Url);

        await Assert.ThatAsync(async () => await client.GetLatestAsync("s", token), Throws.TypeOf<RetriableConnectException>());
    }

    [Test]
    public async Task Cancelled_caller_gets_a_cancellation_and_no_failure(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        var never = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        server.Script = _ =>
        {
            asked.TrySetResult();
            return FakeAnswer.Json("{}") with { Before = never.Task };
        };
        using var client = Clients.Plain(server.Url);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var call = client.GetLatestAsync("s", source.Token).AsTask();
        await asked.Task;
        await source.CancelAsync();

        await Assert.ThatAsync(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        never.SetResult();
    }

    [Test]
    public async Task Cut_off_answer_is_tried_again(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        var whole = FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");
        server.Script = _ => server.Requests.Count == 1 ? whole with { CutAfter = 9 } : whole;
        using var client = Clients.Plain(server.Url, ("max.retries", "1"));

        Assert.That((await client.GetLatestAsync("s", token)).Id, Is.EqualTo(3));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [TestCase("""{"id":7""")]
    [TestCase("""{"id":"seven"}""")]
    [TestCase("""{"id":99999999999}""")]
    [TestCase("""[1,2]""")]
    [TestCase("""null""")]
    [TestCase("")]
    public async Task Success_that_is_no_answer_counts_as_unavailable(string body, CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json(body);
        using var client = Clients.Plain(server.Url, ("max.retries", "1"));

        var failure = await Assert.ThrowsAsync<RetriableConnectException>(async () => await client.GetLatestAsync("s", token));

        Assert.That(failure!.Message, Does.Contain("not the answer of a schema registry"));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Web_page_is_quoted_as_what_it_is(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Html(200);
        using var client = Clients.Plain(server.Url);

        var failure = await Assert.ThrowsAsync<RetriableConnectException>(async () => await client.GetLatestAsync("s", token));

        Assert.That(failure!.Message, Does.Contain("text/html").And.Contain("Welcome"));
    }

    [Test]
    public async Task Answer_of_the_wrong_content_type_but_right_form_is_read(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => new FakeAnswer(200, """{"id":3,"schema":"\"int\""}"""u8.ToArray(), "text/plain");
        using var client = Clients.Plain(server.Url);

        Assert.That((await client.GetLatestAsync("s", token)).Id, Is.EqualTo(3));
    }

    [Test]
    public async Task Announced_giant_is_refused_before_it_is_read(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        server.Script = _ => FakeAnswer.Json("{}") with { Announced = 3_000_000_000 };
        using var client = Clients.Plain(server.Url);

        await Assert.ThatAsync(
            async () => await client.GetLatestAsync("s", token), Throws.TypeOf<ConnectException>().With.Message.Contains("longer than"));
    }

    [Test]
    public async Task Schema_of_several_megabytes_is_read(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        var doc = new string('d', 5_000_000);
        server.Script = _ => FakeAnswer.Json($$"""{"id":3,"schema":"{{doc}}"}""");
        using var client = Clients.Plain(server.Url);

        Assert.That((await client.GetLatestAsync("s", token)).Schema!.SchemaString, Is.EqualTo(doc));
    }

    [Test]
    public async Task Configured_headers_go_with_each_request(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        using var client = Clients.Plain(server.Url, ("request.header.X-Tenant", "blue"), ("schema.registry.request.header.X-Other", "1"));

        await Assert.CatchAsync<DataException>(async () => await client.GetLatestAsync("s", token));

        Assert.That(server.Requests.Single().Headers["X-Tenant"], Is.EqualTo("blue"));
        Assert.That(server.Requests.Single().Headers["X-Other"], Is.EqualTo("1"));
    }

    [Test]
    public async Task Proxy_gets_the_request(CancellationToken token)
    {
        await using var proxy = await FakeRegistry.StartAsync();
        proxy.Script = _ => FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");
        using var client =
            Clients.Plain("http://registry.invalid:8081/base", ("proxy.host", "127.0.0.1"), ("proxy.port", $"{new Uri(proxy.Url).Port}"));

        Assert.That((await client.GetLatestAsync("s", token)).Id, Is.EqualTo(3));
        Assert.That(proxy.Requests.Single().Headers["Host"], Is.EqualTo("registry.invalid:8081"));
    }

    [Test]
    public void Waits_double_up_to_their_limit()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), () => 1);
        var none = new RetryPolicy(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), () => 0);

        Assert.That(Enumerable.Range(0, 7).Select(failures => policy.DelayAfter(failures).TotalSeconds), Is.EqualTo([1, 2, 4, 8, 16, 20, 20]));
        Assert.That(policy.DelayAfter(5000), Is.EqualTo(TimeSpan.FromSeconds(20)));
        Assert.That(none.DelayAfter(3), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task Next_round_starts_when_the_wait_is_over(CancellationToken token)
    {
        await using var server = await FakeRegistry.StartAsync();
        var refused = new TaskCompletionSource();
        server.Script = _ =>
        {
            if (server.Requests.Count > 1)
                return FakeAnswer.Json("""{"id":3,"schema":"\"int\""}""");

            refused.TrySetResult();
            return FakeAnswer.Html(503);
        };
        var clock = new FakeTimeProvider();
        using var client = Clients.Plain(server.Url, clock, () => 1, ("max.retries", "1"), ("retries.wait.ms", "1000"));

        var call = client.GetLatestAsync("s", token).AsTask();
        await refused.Task;
        Assert.That(call.IsCompleted, Is.False);
        while (!call.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.That((await call).Id, Is.EqualTo(3));
    }
}
