using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Connect.AspNetCore.OpenApi;
using Connect.Runtime;
using Connect.Runtime.Herding;
using Connect.Runtime.Herding.Distributed;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore;

/// <summary>One request, and methods to answer it.</summary>
/// <remarks>As in Kafka Connect, a request times out after 90 seconds with status 500; the work may continue.</remarks>
internal sealed class RestRequest(HttpContext context, RestPath path, string prefix, IKafkaConnect herder, CancellationToken cancellationToken)
{
    private const string Json = "application/json";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 256 };

    /// <summary>A buffer that takes a whole answer: writing to it never waits for a reader.</summary>
    private static readonly PipeOptions BufferOptions = new(pauseWriterThreshold: 0, minimumSegmentSize: 16 * 1024);

    private ReadOnlyMemory<byte>? _body;

    /// <summary>The worker as a member of a cluster; null for a standalone worker.</summary>
    public DistributedHerder? Cluster => (Herder as KafkaConnect)?.Cluster;

    /// <summary>The worker.</summary>
    public IKafkaConnect Herder { get; } = herder;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => context.RequestServices;

    /// <summary>The path before the API's paths; empty at the root.</summary>
    public string BasePath => context.Request.PathBase + prefix;

    /// <summary>Cancelled when the client disconnects or the request times out.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The connector, plugin or logger that the path names.</summary>
    public string Name => path.Segments[path.Segments[0] == "admin" ? 2 : 1];

    /// <summary>The task that the path names.</summary>
    /// <exception cref="RestException">It is not a number: 404, as for an unknown path.</exception>
    public ConnectorTaskId TaskId => int.TryParse(path.Segments[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var task)
        ? new ConnectorTaskId(path.Segments[1], task)
        : throw new RestException(StatusCodes.Status404NotFound, RestRoute.NotFound);

    /// <summary>The values of a query parameter; its name is case-sensitive.</summary>
    public IReadOnlyList<string> Query(string name)
    {
        var values = new List<string>();
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            if (pair.DecodeName().Span.SequenceEqual(name))
                values.Add(pair.DecodeValue().ToString());
        }

        return values;
    }

    /// <summary>A query parameter that is true or false: as in Java, everything but "true" is false.</summary>
    public bool Flag(string name, bool byDefault) =>
        Query(name) is [var first, ..] ? first.Equals("true", StringComparison.OrdinalIgnoreCase) : byDefault;

    /// <summary>The worker that serves a request.</summary>
    public static IKafkaConnect HerderOf(HttpContext context, string? workerName)
    {
        var connect = workerName is null
            ? context.RequestServices.GetRequiredService<IKafkaConnect>()
            : context.RequestServices.GetRequiredKeyedService<IKafkaConnect>(workerName);
        return connect is KafkaConnect own ? own.ForRest : connect;
    }

    /// <summary>Runs a handler; exceptions become error responses.</summary>
    public static async Task HandleAsync(
        HttpContext context, RestPath path, string prefix, string? workerName, string pattern, Func<RestRequest, Task> handle)
    {
        using var timeout = new CancellationTokenSource(Timeout, context.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            var herder = HerderOf(context, workerName);
            if (!herder.IsReady && pattern is not ("/" or "/health" or "/health/live" or "/health/ready" or OpenApiDocument.Path))
                throw new RestException(StatusCodes.Status503ServiceUnavailable, "The worker is still starting.");
            var request = new RestRequest(context, path, prefix, herder, either.Token);
            if (request.Cluster is { } cluster)
                await RestForwarding.HandleAsync(context, request, cluster, path, handle);
            else
                await handle(request);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await RestErrors.WriteAsync(
                context, StatusCodes.Status500InternalServerError,
                "Request timed out. The worker did not answer within 90 seconds; see its log.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await RestErrors.WriteAsync(context, exception);
        }
    }

    /// <summary>Reads the body as JSON.</summary>
    /// <exception cref="RestException">It is not JSON: 500, as Kafka Connect answers.</exception>
    public async Task<T> ReadAsync<T>(Func<JsonElement, T> read)
    {
        try
        {
            var body = await ReadBodyAsync();
            using var document = JsonDocument.Parse(body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body, JsonOptions);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new RestException(StatusCodes.Status500InternalServerError, $"The body is not valid JSON: {exception.Message}");
        }
        catch (InvalidOperationException exception)
        {
            // .NET strings must not contain unpaired surrogates.
            throw new RestException(StatusCodes.Status400BadRequest, $"The body contains invalid Unicode: {exception.Message}");
        }
    }

    /// <summary>Reads the body and keeps it: the request may have to be forwarded to another worker.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync()
    {
        if (_body is { } kept)
            return kept;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, CancellationToken);
        _body = body.ToArray();
        return _body.Value;
    }

    /// <summary>The value of a request header; null if missing.</summary>
    public string? Header(string name) => context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Answers with JSON.</summary>
    public async Task AnswerAsync(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        // Pooled memory: one array for the list of many connectors would be garbage on the large object heap.
        var buffer = new Pipe(BufferOptions);
        try
        {
            using (var writer = new Utf8JsonWriter(buffer.Writer, RestJson.WriterOptions))
                write(writer);
            await buffer.Writer.CompleteAsync();
            var body = (await buffer.Reader.ReadAsync(CancellationToken)).Buffer;
            context.Response.StatusCode = status;
            context.Response.ContentType = Json;
            context.Response.ContentLength = body.Length;
            if (HttpMethods.IsHead(context.Request.Method))
                return;
            foreach (var part in body)
                context.Response.BodyWriter.Write(part.Span);
            await context.Response.BodyWriter.FlushAsync(CancellationToken);
        }
        finally
        {
            await buffer.Writer.CompleteAsync();
            await buffer.Reader.CompleteAsync();
        }
    }

    /// <summary>Answers without a body.</summary>
    public Task AnswerAsync(int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Adds a header to the answer.</summary>
    public void SetHeader(string name, string value) => context.Response.Headers[name] = value;

    /// <summary>Sets the Location header of a created connector: an absolute address, as in Kafka Connect.</summary>
    public void SetLocation(string connector)
    {
        // Kafka Connect treats the name as a template here and fails after it has created the connector.
        if (connector.AsSpan().ContainsAny('{', '}'))
            throw new RestException(
                StatusCodes.Status500InternalServerError,
                $"Connector '{connector}' was created, but its Location cannot be returned: the name contains a brace.");
        SetLocationPath(string.Join('/', connector.Split('/').Select(EscapeSegment)));
    }

    /// <summary>Sets the Location header of a created connector.</summary>
    /// <param name="name">Its escaped name.</param>
    public void SetLocationPath(string name)
    {
        var request = context.Request;
        var before = request.Path.Value!.AsSpan(0, Math.Min(prefix.Length, request.Path.Value!.Length));
        context.Response.Headers.Location = $"{request.Scheme}://{request.Host}{request.PathBase}{before}/connectors/{name}";
    }

    /// <summary>Escapes like Java's path segments: <c>+ ; $ : @ &amp; = , ! ' ( ) *</c> stay.</summary>
    private static string EscapeSegment(string segment)
    {
        const string Kept = "+;$:@&=,!'()*";
        var escaped = Uri.EscapeDataString(segment);
        foreach (var character in Kept)
            escaped = escaped.Replace(Uri.HexEscape(character), character.ToString(), StringComparison.Ordinal);
        return escaped;
    }
}
