using System.Net.Http.Headers;
using Connect.Runtime;
using Connect.Runtime.Herding.Distributed;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore;

/// <summary>Forwards requests that only another worker of the cluster may serve, and returns its response.</summary>
/// <remarks>The caller's credentials are forwarded and checked by the other worker. Source:
/// <c>org.apache.kafka.connect.runtime.rest.HerderRequestHandler</c>.</remarks>
internal static partial class RestForwarding
{
    private const string Conflict = "Cannot complete request because of a conflicting operation (e.g. worker rebalance)";
    private const string Connectors = "/connectors/";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a handler; a request that is another worker's is sent there.</summary>
    public static async Task HandleAsync(
        HttpContext context, RestRequest request, DistributedHerder cluster, RestPath path, Func<RestRequest, Task> handle)
    {
        var time = context.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        var since = time.GetTimestamp();
        while (true)
        {
            string target;
            try
            {
                await handle(request);
                return;
            }
            catch (RequestTargetException elsewhere)
            {
                target = elsewhere.Url;
            }

            // As in Kafka Connect, a forwarded request may be forwarded only once more.
            var forward = ForwardOf(request);
            if (forward is false)
                throw new RebalanceInProgressException(Conflict);
            try
            {
                await ForwardAsync(context, request, cluster, UriOf(target, path, context.Request.QueryString, isLast: forward is true));
                return;
            }
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
            {
                // The worker is gone and the request was not sent: there will be a new leader soon.
                if (time.GetElapsedTime(since) > DistributedHerder.RebalanceTimeout)
                    throw new RebalanceInProgressException($"{Conflict}: the worker at {target} cannot be reached: {e.Message}", e);
                Log.Unreachable(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RestForwarding)), target, e.Message);
                await Task.Delay(LookAgain, time, request.CancellationToken);
            }
            catch (HttpRequestException e)
            {
                throw new ConnectException($"IO Error trying to forward REST request: {WorkerLink.Describe(e)}", e);
            }
        }
    }

    private static bool? ForwardOf(RestRequest request) =>
        request.Query("forward") is [var first, ..] ? first.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    private static string UriOf(string target, RestPath path, QueryString query, bool isLast)
    {
        var segments = string.Join('/', path.Segments.Select(Uri.EscapeDataString));
        var kept = query.HasValue
            ? query.Value!.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair.Split('=')[0] != "forward")
            : [];
        return $"{target.TrimEnd('/')}/{segments}?{string.Join('&', kept.Append(isLast ? "forward=false" : "forward=true"))}";
    }

    private static async Task ForwardAsync(HttpContext context, RestRequest request, DistributedHerder cluster, string uri)
    {
        using var forwarded = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
        var body = await request.ReadBodyAsync();
        if (body.Length > 0)
        {
            forwarded.Content = new ReadOnlyMemoryContent(body);
            forwarded.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (request.Header("Authorization") is { } credentials)
            forwarded.Headers.TryAddWithoutValidation("Authorization", credentials);
        using var answer = await cluster.Link.SendAsync(forwarded, request.CancellationToken);
        var content = await answer.Content.ReadAsByteArrayAsync(request.CancellationToken);

        // Wait until this worker has the change, so that the next request to it sees it.
        if (answer.IsSuccessStatusCode)
            await cluster.RefreshAsync(request.CancellationToken);
        context.Response.StatusCode = (int)answer.StatusCode;
        if (answer.Content.Headers.TryGetValues("Content-Type", out var types))
            context.Response.Headers.ContentType = types.ToArray();
        if (answer.Headers.Location?.OriginalString is { } location
            && location.LastIndexOf(Connectors, StringComparison.Ordinal) is >= 0 and var start)
            request.SetLocationPath(location[(start + Connectors.Length)..]);
        if (content.Length == 0)
            return;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, request.CancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(9004, LogLevel.Warning, "The worker at {Target}, which must handle a request, is unreachable. Looking it up again. {Reason}",
            EventName = nameof(Unreachable))]
        public static partial void Unreachable(ILogger logger, string target, string reason);
    }
}
