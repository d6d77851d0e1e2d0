using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore.Tests;

/// <summary>Requests that nobody means: every one is answered, in time, and none meets code that did not expect it.</summary>
[CancelAfter(300_000)]
public class RouteFuzzTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"];

    private static readonly string[] Paths =
    [
        "/", "/health", "/connectors", "/connectors/x", "/connectors/x/config", "/connectors/x/status", "/connectors/x/restart",
        "/connectors/x/pause", "/connectors/x/resume", "/connectors/x/stop",
        "/connectors/x/tasks", "/connectors/x/tasks/0/status", "/connectors/x/tasks/0/restart", "/connectors/x/topics", "/connectors/x/topics/reset",
        "/connectors/x/offsets", "/connectors/x/fence",
        "/connector-plugins", "/connector-plugins/FileStreamSource/config", "/connector-plugins/FileStreamSource/config/validate", "/admin/loggers",
        "/admin/loggers/a.b", "/nope",
    ];

    private static readonly string[] Names =
        ["x", "%20", "%2F", "a%2Fb", "%25", "%00", "%0A", "%zz", "%", "..", "%2e%2e", ".", "", "é", "%C3%28", "%F0%9F%98%80", ";a=b", "x;y", "{x}",
            "~", "-1", "99999999999", "null", "'\"", "%3Cscript%3E"];

    private static readonly string?[] Bodies =
    [
        null, "", "{", "}", "[]", "null", "5", "true", "\"x\"", "{}", "{\"a\":", "not json", "\u0000", "{\"name\":null,\"config\":null}",
        "{\"name\":5,\"config\":{\"a\":[]}}", "{\"name\":\"\\ud800\",\"config\":{\"a\":\"\\ud800\"}}",
        "{\"name\":\"f\",\"config\":{\"connector.class\":\"FileStreamSource\",\"topic\":null}}",
        "{\"connector.class\":\"FileStreamSource\",\"topic\":\"\\u0000\",\"tasks.max\":\"99999999999999999999\"}", "{\"offsets\":[null]}",
        "{\"offsets\":[{\"partition\":{\"a\":1e999},\"offset\":{\"b\":-1e999}}]}", "{\"level\":\"\\u0000\"}", "{\"level\":null}",
        new string('[', 500), "{\"a\":\"" + new string('x', 100_000) + "\"}",
        "{\"connector.class\":\"FileStreamSource\",\"topic\":\"${\",\"transforms\":\",,a,\",\"x\":\"${a:b:c}${env\"}",
        "{\"connector.class\":\"Connect.Runtime.Hosting.Listener\"}",
    ];

    private static readonly string[] Queries =
        ["", "?", "?expand", "?expand=%zz", "?includeTasks=%00&onlyFailed=true", "?connectorsOnly=x&connectorsOnly=false", "?version=[",
            "?scope=cluster", "?x=%F0%28"];

    private static readonly string[] Headers =
        ["", "Accept: */*", "Accept: text/html", "Accept: garbage", "Accept: ;;;,", "Content-Type: text/plain", "Content-Type: ;",
            "Authorization: Basic !!", "Expect: 100-continue", "Origin: null"];

    [Test]
    public async Task Every_request_is_answered_and_none_is_unexpected(CancellationToken cancellationToken)
    {
        var log = new CollectingLog();
        await using var worker = await RestWorker.StartAsync(services: builder => builder.Logging.SetMinimumLevel(LogLevel.Error).AddProvider(log));
        var random = new Random(4711);
        var statuses = new Dictionary<int, int>();
        for (var i = 0; i < 3_000; i++)
        {
            var path = Paths[random.Next(Paths.Length)].Replace("/x", "/" + Names[random.Next(Names.Length)], StringComparison.Ordinal);
            var request = $"{Methods[random.Next(Methods.Length)]} {path}{Queries[random.Next(Queries.Length)]}";
            var body = Bodies[random.Next(Bodies.Length)];
            var header = Headers[random.Next(Headers.Length)];
            var status = await SendAsync(worker, request, header, body, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            Assert.That(status, Is.AnyOf(200, 201, 202, 204, 400, 403, 404, 405, 406, 409, 411, 415, 500), $"{request} {header} {body}");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                log.Entries.Where(entry => entry.Contains("RequestFailed", StringComparison.Ordinal)), Is.Empty, "a failure that nobody expected");
            Assert.That(statuses.Keys, Is.SupersetOf(new[] { 200, 400, 404, 405, 415, 500 }));
            Assert.That(await worker.Client.GetStringAsync("health", cancellationToken), Does.Contain("\"healthy\""));
        }
    }

    [Test]
    public async Task A_body_that_does_not_come_is_given_up(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        var address = new Uri(worker.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /connectors HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), cancellationToken);
        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadLineAsync(cancellationToken), Does.StartWith("HTTP/1.1 408"));
    }

    [Test]
    public async Task A_body_that_is_too_large_is_413(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        var address = new Uri(worker.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "PUT /connectors/x/config HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40000000\r\n\r\n{"u8.ToArray(),
            cancellationToken);
        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadLineAsync(cancellationToken), Does.StartWith("HTTP/1.1 413"));
    }

    private static async Task<int> SendAsync(RestWorker worker, string request, string header, string? body, CancellationToken cancellationToken)
    {
        var address = new Uri(worker.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var stream = client.GetStream();
        var content = body is null
            ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
                + (header.StartsWith("Content-Type", StringComparison.Ordinal) ? "" : "Content-Type: application/json\r\n");
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"{request} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: "
                    + $"close\r\n{(header.Length > 0 ? header + "\r\n" : "")}{content}\r\n{body}"),
                    cancellationToken);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(cancellationToken) ?? throw new IOException($"no answer to {request}");
        var status = int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return status == 100 ? await NextAsync(reader, cancellationToken) : status;
    }

    private static async Task<int> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
                return int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }

        throw new IOException("no answer after 100");
    }
}
