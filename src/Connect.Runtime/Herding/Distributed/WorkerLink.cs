using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Connect.Connectors;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Sends requests to other workers over HTTP.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.runtime.rest.RestClient</c>.</remarks>
internal sealed class WorkerLink : IWorkerLink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient _client;

    /// <summary>Creates the link.</summary>
    /// <param name="handler">The HTTP handler; owned by the link.</param>
    public WorkerLink(HttpMessageHandler handler) => _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(100) };

    /// <summary>Creates the HTTP handler from the worker's properties.</summary>
    /// <param name="properties">The worker's properties, with variables resolved. <c>ssl.*</c> and <c>listeners.https.*</c> apply to https
    /// URLs.</param>
    /// <exception cref="ConfigException">A key store or trust store cannot be read.</exception>
    public static SocketsHttpHandler NewHandler(IReadOnlyDictionary<string, string?> properties) => new()
    {
        SslOptions = LinkTls.Parse(properties),
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    };

    /// <inheritdoc/>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.ParseAdd("kafka-connect");
        return _client.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task PutTaskConfigsAsync(
        string url, string connector, IReadOnlyList<TaskConfig> tasks, Func<ReadOnlyMemory<byte>, InternalSignature> sign,
        CancellationToken cancellationToken)
    {
        var body = Write(tasks);
        var path = $"connectors/{Uri.EscapeDataString(connector)}/tasks?forward=false";
        await SendAsync(HttpMethod.Post, url, path, body, sign(body), $"the tasks of connector {connector}", cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task FenceAsync(string url, string connector, Func<ReadOnlyMemory<byte>, InternalSignature> sign, CancellationToken cancellationToken)
    {
        var path = $"connectors/{Uri.EscapeDataString(connector)}/fence?forward=false";
        var body = ReadOnlyMemory<byte>.Empty;
        return SendAsync(HttpMethod.Put, url, path, body, sign(body), $"the fencing of connector {connector}'s previous tasks", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<byte[]> CallAsync(string url, ReadOnlyMemory<byte> call, InternalSignature signature, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, url, "internal/calls", call, signature, "an application's call", cancellationToken);

    /// <summary>Describes why a request failed; for TLS errors, the cause and the settings to check.</summary>
    /// <param name="failure">The failure.</param>
    public static string Describe(Exception failure) =>
        failure.InnerException is AuthenticationException { Message: var reason }
            ? $"{reason} (ssl.truststore.* or listeners.https.ssl.truststore.* configure which certificates this worker trusts.)" : failure.Message;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<byte[]> SendAsync(
        HttpMethod method, string url, string path, ReadOnlyMemory<byte> body, InternalSignature signature, string what,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"{url.TrimEnd('/')}/{path}");
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Add(InternalSignature.SignatureHeader, Convert.ToBase64String(signature.Bytes));
        request.Headers.Add(InternalSignature.AlgorithmHeader, signature.Algorithm);
        try
        {
            using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var content = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? content
                : throw new WorkerLinkException(
                    $"The worker at {url} refused {what}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(content)}", (int)answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new WorkerLinkException($"The request to the worker at {url} failed ({what}): {Describe(e)}", 0, e);
        }
    }

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<TaskConfig> tasks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartArray();
            foreach (var task in tasks)
            {
                writer.WriteStartObject();
                foreach (var (key, value) in task)
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }
}
