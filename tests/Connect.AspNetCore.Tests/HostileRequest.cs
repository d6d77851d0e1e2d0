using System.Text;

namespace Connect.AspNetCore.Tests;

/// <summary>A request as no client library sends it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Make">Its bytes.</param>
/// <param name="Statuses">The statuses that may answer it; 0 for a connection that is closed without an answer.</param>
internal sealed record HostileRequest(string Name, Func<Random, byte[]> Make, params int[] Statuses)
{
    private const string Json = "Host: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
    private const string Config = """{"connector.class":"FileStreamSource","topic":"t","file":"/none"}""";

    private static readonly string[] Names =
    [
        "a%2Fb", "%2e%2e", "%252F", "%00", "%E2%80%AE", "%C0%AF", "%F4%90%80%80", "a;b=c", "%5C", "%7B%7D", "a%0d%0aX:%20y", "..%2f..%2fetc",
        "%u0041", "%", "%2", "+", "%20%20", "%F0%9F%98%80", "~!$&'()*,;=:@", "%EF%BB%BF", "con%00fig",
    ];

    private static readonly string[] BadBodies =
    [
        "{", "[1", "\"", "{\"name\":\"a\",}", "{\"config\":{\"a\":1e400}}", "{'a':1}", "nul", "{\"a\":\"\\u12\"}",
        "{\"offsets\":[{\"partition\":[]}]}",
        "{\"name\":\"x\",\"config\":{\"a\":{}}}", "\uFEFF{}", "\u0000", "{\"a\":1}{\"b\":2}",
    ];

    public static IReadOnlyList<HostileRequest> All { get; } =
    [
        new("a header of 40 KB", _ => Text($"GET /connectors HTTP/1.1\r\n{Json}X: {new string('x', 40_000)}\r\n\r\n"), 431),
        new(
            "200 headers",
            _ => Text($"GET /connectors HTTP/1.1\r\n{Json}{string.Concat(Enumerable.Range(0, 200).Select(n => $"X{n}: 1\r\n"))}\r\n"), 431),
        new("a request line of 20 KB", _ => Text($"GET /connectors/{new string('x', 20_000)} HTTP/1.1\r\n{Json}\r\n"), 414),
        new("a name of 7 KB", random => Get("GET", $"/connectors/{new string((char)random.Next('a', 'z'), 7_000)}/status"), 404),
        new("a query of 7 KB", _ => Get("GET", $"/connectors?expand={new string('x', 7_000)}"), 200),
        new("no host", _ => Text("GET /connectors HTTP/1.1\r\n\r\n"), 400),
        new("another version", _ => Text("GET /connectors HTTP/9.9\r\nHost: x\r\n\r\n"), 400, 505),
        new("no request", random => Bytes(random, 200), 400, 0),
        new("a negative length", _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Content-Length: -1\r\n\r\n"), 400),
        new("a huge length", _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Content-Length: 99999999999\r\n\r\n{{"), 413),
        new("two lengths", _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"), 400),
        new("a broken chunk", _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n"), 400),
        new("another transfer encoding", _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Transfer-Encoding: gzip\r\n\r\n{{}}"), 400, 501),
        new("a chunk that is cut off", _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Transfer-Encoding: chunked\r\n\r\n40\r\n{{\"name\""), 400, 0),
        new("a body that is cut off", random => Cut(random, Body("PUT", "/connectors/cut/config", Config)), 400, 0),
        new("headers that are cut off", random => Cut(random, Text($"GET /connectors HTTP/1.1\r\n{Json}X: y")), 400, 0),
        new("a body of wrong JSON", random => Body(Method(random), Path(random), BadBodies[random.Next(BadBodies.Length)]), 200, 400, 404, 405, 500),
        new(
            "a body of random bytes",
            random => Body(Method(random), Path(random), Encoding.Latin1.GetString(Bytes(random, 300))), 200, 400, 404, 405, 500),
        new("a deep body", random => Body("POST", "/connectors", new string(random.Next(2) == 0 ? '[' : '{', 20_000)), 500),
        new("a body of 1 MB", _ => Body("POST", "/connectors", $$$"""{"name":"big","config":{"x":"{{{new string('x', 1 << 20)}}}"}}"""), 400),
        new(
            "a number of 100,000 digits",
            _ => Body("PATCH", "/connectors/none/offsets", $$$"""{"offsets":[{"partition":{"a":{{{new string('9', 100_000)}}}}}]}"""), 500),
        new(
            "a compressed body",
            _ => Text($"POST /connectors HTTP/1.1\r\n{Json}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f{{}}!"), 400, 415, 500),
        new("UTF-16", _ => Utf16(Config), 400, 415, 500),
        new("odd names", random => Get(random.Next(2) == 0 ? "DELETE" : "GET", $"/connectors/{OddName(random)}"), 400, 404, 405),
        new("odd names below", random => Get("GET", $"/connectors/{OddName(random)}/status"), 400, 404, 405),
        new("odd paths", random => Get(Method(random), $"//{OddName(random)}/./{OddName(random)}"), 400, 404, 405),
        new("an asterisk", random => Get(Method(random), "*"), 400, 404, 405),
        new("an authority", random => Get(Method(random), "x:1"), 400, 404, 405),
        new("an absolute address", _ => Get("GET", "http://x/connectors"), 200),
        new("odd queries", random => Get("GET", $"/connectors?{OddName(random)}={OddName(random)}&expand={OddName(random)}&expand=status"), 200, 400),
        new("an unknown method", random => Get(new string((char)random.Next('A', 'Z'), random.Next(1, 30)), "/connectors"), 400, 405),
        new("odd types", random => Get("GET", "/connectors", $"Accept: {OddName(random)}/{OddName(random)};{OddName(random)}\r\n"), 200, 400, 406),
        new("odd task numbers", random => Get("GET", $"/connectors/a/tasks/{OddName(random)}/status"), 400, 404),
        new("a huge task number", _ => Get("GET", "/connectors/a/tasks/99999999999999/status"), 404),
        new("two at once", _ => [.. Get("GET", "/connectors"), .. Text("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")], 200),
        new("a connector that is put and deleted", random => Put(random), 200, 201, 409),
    ];

    /// <summary>Whether the client ends its side after it; otherwise it waits for the answer.</summary>
    public bool IsCut => Statuses.Contains(0);

    public override string ToString() => Name;

    private static string OddName(Random random) => Names[random.Next(Names.Length)];

    private static string Method(Random random) => random.Next(4) switch { 0 => "POST", 1 => "PUT", 2 => "PATCH", _ => "DELETE" };

    private static string Path(Random random) => random.Next(6) switch
    {
        0 => "/connectors",
        1 => "/connectors/a/config",
        2 => "/connectors/a/offsets",
        3 => "/connector-plugins/FileStreamSource/config/validate",
        4 => "/admin/loggers/fuzz.a",
        _ => "/connectors/a/tasks",
    };

    private static byte[] Put(Random random)
    {
        var name = $"c{random.Next(8)}";
        return [.. Body("PUT", $"/connectors/{name}/config", Config, "keep-alive"), .. Get("DELETE", $"/connectors/{name}")];
    }

    private static byte[] Get(string method, string target, string header = "") =>
        Text($"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n");

    private static byte[] Body(string method, string target, string body, string connection = "close")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = Json.Replace("close", connection, StringComparison.Ordinal);
        return [.. Text($"{method} {target} HTTP/1.1\r\n{headers}Content-Length: {bytes.Length}\r\n\r\n"), .. bytes];
    }

    private static byte[] Utf16(string body)
    {
        var headers = Json.Replace("json", "json;charset=utf-16", StringComparison.Ordinal);
        return [.. Text($"POST /connectors HTTP/1.1\r\n{headers}Content-Length: {body.Length * 2}\r\n\r\n"), .. Encoding.Unicode.GetBytes(body)];
    }

    private static byte[] Cut(Random random, byte[] request) => request[..random.Next(1, request.Length)];

    private static byte[] Bytes(Random random, int most)
    {
        var bytes = new byte[random.Next(1, most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
