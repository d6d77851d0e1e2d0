using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.AspNetCore;

/// <summary>Maps paths the way Kafka Connect answers them: a wrong method is 405 and an unknown path 404, both with Connect's error body, and OPTIONS lists the methods.</summary>
internal sealed class RestRoutes(RouteGroupBuilder group, string? workerName)
{
    private const int AfterTheMethods = 1;
    private const int AfterThePaths = 2;

    /// <summary>Maps a path.</summary>
    /// <param name="pattern">The path with its parameters.</param>
    /// <param name="handlers">What to do for each method.</param>
    public void Map(string pattern, params (string Method, Func<RestRequest, Task> Handle)[] handlers)
    {
        foreach (var (method, handle) in handlers)
            group.MapMethods(pattern, method == HttpMethods.Get ? [method, HttpMethods.Head] : [method], (HttpContext context) => RestRequest.HandleAsync(context, workerName, handle));

        var methods = handlers.Select(handler => handler.Method).ToArray();
        var allow = string.Join(',', methods.Contains(HttpMethods.Get) ? [HttpMethods.Head, .. methods.Reverse(), HttpMethods.Options] : methods.Append(HttpMethods.Options));
        group.Map(pattern, context =>
        {
            if (!HttpMethods.IsOptions(context.Request.Method))
                return RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status405MethodNotAllowed, "HTTP 405 Method Not Allowed");
            context.Response.Headers.Allow = allow;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync(allow.Replace(",", ", ", StringComparison.Ordinal));
        }).WithOrder(AfterTheMethods);
    }

    /// <summary>Answers every path below the prefix that no other route knows.</summary>
    public void MapUnknownPaths() =>
        group.Map("/{**path}", context => RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status404NotFound, "HTTP 404 Not Found")).WithOrder(AfterThePaths);
}
