using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore;

/// <summary>One request: what was asked, and the ways to answer it.</summary>
/// <remarks>Kafka Connect gives a request 90 seconds; after that it answers 500, whatever becomes of the work.</remarks>
internal sealed class RestRequest(HttpContext context, RestPath path, string prefix, IKafkaConnect herder, CancellationToken cancellationToken)
{
    private const string Json = "application/json";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 256 };

    /// <summary>The worker that is asked.</summary>
    public IKafkaConnect Herder { get; } = herder;

    /// <summary>What the application's services hold.</summary>
    public IServiceProvider Services => context.RequestServices;

    /// <summary>Cancelled when the caller has gone or the time is over.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The connector, plugin or logger that the path names.</summary>
    public string Name => path.Segments[path.Segments[0] == "admin" ? 2 : 1];

    /// <summary>The task that the path names.</summary>
    /// <exception cref="RestException">It is no number: 404, as for a path that is not there.</exception>
    public ConnectorTaskId TaskId => int.TryParse(path.Segments[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var task)
        ? new ConnectorTaskId(path.Segments[1], task)
        : throw new RestException(StatusCodes.Status404NotFound, RestRoute.NotFound);

    /// <summary>The values of a query parameter, whose name is compared to the letter.</summary>
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
    public static IKafkaConnect HerderOf(HttpContext context, string? workerName) => workerName is null
        ? context.RequestServices.GetRequiredService<IKafkaConnect>()
        : context.RequestServices.GetRequiredKeyedService<IKafkaConnect>(workerName);

    /// <summary>Runs a handler; whatever it throws becomes an answer.</summary>
    public static async Task HandleAsync(HttpContext context, RestPath path, string prefix, string? workerName, string pattern, Func<RestRequest, Task> handle)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            var herder = HerderOf(context, workerName);
            if (!herder.IsReady && pattern is not ("/" or "/health"))
                throw new RestException(StatusCodes.Status503ServiceUnavailable, "The worker is still starting.");
            await handle(new RestRequest(context, path, prefix, herder, either.Token));
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

    /// <summary>Reads the body as JSON.</summary>
    /// <exception cref="RestException">It is not JSON: 500, as Kafka Connect answers.</exception>
    public async Task<T> ReadAsync<T>(Func<JsonElement, T> read)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, JsonOptions, CancellationToken);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new RestException(StatusCodes.Status500InternalServerError, $"The body is not valid JSON: {exception.Message}");
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair cannot be text in .NET.
            throw new RestException(StatusCodes.Status400BadRequest, $"The body holds text that is not valid Unicode: {exception.Message}");
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

    /// <summary>Adds a header to the answer.</summary>
    public void SetHeader(string name, string value) => context.Response.Headers[name] = value;

    /// <summary>Says where a connector that has been created is: an absolute address, as Kafka Connect gives it.</summary>
    public void SetLocation(string connector)
    {
        // Kafka Connect takes the name for a template here and fails, after it has created the connector.
        if (connector.AsSpan().ContainsAny('{', '}'))
            throw new RestException(StatusCodes.Status500InternalServerError, $"Connector '{connector}' was created, but its Location cannot be given: the name has a brace.");
        var request = context.Request;
        var before = request.Path.Value!.AsSpan(0, Math.Min(prefix.Length, request.Path.Value!.Length));
        var name = string.Join('/', connector.Split('/').Select(EscapeSegment));
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
