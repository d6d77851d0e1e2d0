using System.Text;

namespace Connect.Converters.Avro.Tests.Registry.Fakes;

/// <summary>What the fake registry sends.</summary>
internal sealed record FakeAnswer(int Status, byte[] Body, string? ContentType = "application/vnd.schemaregistry.v1+json")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Cuts the connection after this many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Announces this length instead of the body's.</summary>
    public long? Announced { get; init; }

    /// <summary>Awaited before anything is sent.</summary>
    public Task Before { get; init; } = Task.CompletedTask;

    public static FakeAnswer Json(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));

    public static FakeAnswer Error(int status, int code, string message) =>
        Json($$"""{"error_code":{{code}},"message":"{{message}}"}""", status);

    public static FakeAnswer Html(int status) => new(status, "<html><body>Welcome</body></html>"u8.ToArray(), "text/html");
}
