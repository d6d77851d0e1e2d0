using System.Buffers;
using System.Text.Json;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Connect.AspNetCore;

/// <summary>One request: what was asked, and the ways to answer it.</summary>
/// <remarks>Kafka Connect gives a request 90 seconds; after that it answers 500, whatever becomes of the work.</remarks>
internal sealed class RestRequest(HttpContext context, IKafkaConnect herder, CancellationToken cancellationToken)
{
    private const string Json = "application/json";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);
    private static readonly MediaTypeHeaderValue Accepted = new(Json);

    /// <summary>The worker that is asked.</summary>
    public IKafkaConnect Herder { get; } = herder;

    /// <summary>Cancelled when the caller has gone or the time is over.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The connector or plugin that the path names.</summary>
    public string Name => (string)context.GetRouteValue("name")!;

    /// <summary>The values of a query parameter.</summary>
    public IReadOnlyList<string?> Query(string name) => context.Request.Query[name].ToArray();

    /// <summary>Runs a handler; whatever it throws becomes an answer.</summary>
    public static async Task HandleAsync(HttpContext context, string? workerName, Func<RestRequest, Task> handle)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            CheckMediaTypes(context.Request);
            var herder = workerName is null
                ? context.RequestServices.GetRequiredService<IKafkaConnect>()
                : context.RequestServices.GetRequiredKeyedService<IKafkaConnect>(workerName);
            await handle(new RestRequest(context, herder, either.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await RestErrors.WriteAsync(context, StatusCodes.Status500InternalServerError, "Request timed out. The worker did not answer within 90 seconds; its log tells what it is doing.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be answered.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await RestErrors.WriteAsync(context, exception);
        }
    }

    /// <summary>Reads the body.</summary>
    /// <exception cref="RestException">It is not JSON: 500, as Kafka Connect answers.</exception>
    public async Task<JsonDocument> ReadBodyAsync()
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, default, CancellationToken);
        }
        catch (JsonException exception)
        {
            throw new RestException(StatusCodes.Status500InternalServerError, $"The body is not valid JSON: {exception.Message}");
        }
    }

    /// <summary>Answers with JSON.</summary>
    public async Task AnswerAsync(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, RestJson.WriterOptions))
            write(writer);
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken);
    }

    /// <summary>Answers without a body.</summary>
    public Task AnswerAsync(int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Says where a connector that has been created is: an absolute address, as Kafka Connect gives it.</summary>
    public void SetLocation(string connector)
    {
        var request = context.Request;
        var path = context.Request.Path.Value!;
        var prefix = path[..path.IndexOf("/connectors", StringComparison.Ordinal)];
        var name = string.Join('/', connector.Split('/').Select(EscapeSegment));
        context.Response.Headers.Location = $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}/connectors/{name}";
    }

    /// <summary>Only JSON is taken and given, also where a request has no body to be of another type.</summary>
    private static void CheckMediaTypes(HttpRequest request)
    {
        if (request.ContentType is { } type && !type.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
            throw new RestException(StatusCodes.Status415UnsupportedMediaType, "HTTP 415 Unsupported Media Type", isFrameworkError: true);
        var accept = request.GetTypedHeaders().Accept;
        if (accept.Count > 0 && !accept.Any(range => range.Quality is not 0 && Accepted.IsSubsetOf(range)))
            throw new RestException(StatusCodes.Status406NotAcceptable, "HTTP 406 Not Acceptable", isFrameworkError: true);
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
