using Connect.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Connect.AspNetCore;

/// <summary>One path of the REST API with its methods.</summary>
/// <remarks>A request is checked in this order, as in Kafka Connect: 1. the path (404, or 400 if ambiguous). 2. The method (405). 3. Content type and
/// accepted types (415, 406). 4. Credentials (401). 5. Whether the worker has started (503). 6. The resource itself.</remarks>
internal sealed class RestRoute(
    string pattern, RestScope scope, RestMethod[] methods, string prefix, string? workerName, RestServerFeatures server, WriteLimit limit)
{
    /// <summary>The message for an unknown path.</summary>
    public const string NotFound = "HTTP 404 Not Found";

    /// <summary>The message for an ambiguous path.</summary>
    public const string AmbiguousPath =
        "Ambiguous URI path: an empty segment, or an encoded slash, percent sign, backslash, dot segment or control character";

    private const string Json = "application/json";
    private static readonly MediaTypeHeaderValue JsonType = new(Json);
    private readonly string[] _template = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
    private readonly string _allow = AllowOf(methods);

    /// <summary>The path with its parameters in braces.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>Which listeners serve it.</summary>
    public RestScope Scope => scope;

    /// <summary>The methods.</summary>
    public IReadOnlyList<RestMethod> Methods { get; } = methods;

    /// <summary>REST extensions protect only the main listeners, as in Kafka Connect.</summary>
    private bool NeedsCredentials(HttpContext context) =>
        server.AuthenticateAsync is not null && (scope == RestScope.Main || server.IsAdminConnection?.Invoke(context) != true);

    /// <summary>Answers a request whose path has the form of this one.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var path = RestPath.Of(context.Request, prefix);
        if (!server.Serves(context, scope) || (!path.IsAmbiguous && !Matches(path)))
        {
            await RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status404NotFound, NotFound);
            return;
        }

        if (path.IsAmbiguous && !await NamesOddConnectorAsync(context, path))
        {
            await RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status400BadRequest, AmbiguousPath);
            return;
        }

        var isOptions = HttpMethods.IsOptions(context.Request.Method);
        var method = Find(context.Request.Method);
        if (method is null && !isOptions)
            await RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status405MethodNotAllowed, "HTTP 405 Method Not Allowed");
        else if (!isOptions && MediaTypeError(context.Request) is { } error)
            await RestErrors.WriteFrameworkErrorAsync(context, error.Status, error.Message);
        else if (method is { IsInternal: true } || !NeedsCredentials(context) || await server.AuthenticateAsync!(context))
            await (isOptions ? WriteOptionsAsync(context) : RestRequest.HandleAsync(context, path, prefix, workerName, Pattern, Limited(method!)));
    }

    /// <summary>A request from another worker is part of a change that was already counted there.</summary>
    private Func<RestRequest, Task> Limited(RestMethod method) =>
        method.IsInternal || HttpMethods.IsGet(method.Method) ? method.HandleAsync : request => limit.RunAsync(request, method.HandleAsync);

    private RestMethod? Find(string method) =>
        Array.Find(methods, candidate => candidate.Method == method || (candidate.Method == HttpMethods.Get && HttpMethods.IsHead(method)));

    private bool Matches(RestPath path)
    {
        if (path.Segments.Count != _template.Length)
            return false;
        for (var i = 0; i < _template.Length; i++)
        {
            if (_template[i] is not ['{', ..] && _template[i] != path.Segments[i])
                return false;
        }

        return true;
    }

    /// <summary>Whether a request changes a connector whose name cannot occur in a path of Kafka Connect. Such connectors can be created, so it must
    /// be possible to delete them.</summary>
    private async Task<bool> NamesOddConnectorAsync(HttpContext context, RestPath path)
    {
        if (!path.HasOddNames || !Pattern.StartsWith("/connectors/{name}", StringComparison.Ordinal) || !Matches(path)
            || Find(context.Request.Method) is not { Access: not RestAccess.Read })
            return false;
        var herder = RestRequest.HerderOf(context, workerName);
        return herder.IsReady && (await herder.GetConnectorsAsync(context.RequestAborted)).Contains(path.Segments[1]);
    }

    private Task WriteOptionsAsync(HttpContext context)
    {
        context.Response.Headers.Allow = _allow;
        var accept = context.Request.GetTypedHeaders().Accept;
        if (accept.Count > 0 && !accept.Any(range => new MediaTypeHeaderValue("text/plain").IsSubsetOf(range)))
        {
            context.Response.ContentType = Json;
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(_allow.Replace(",", ", ", StringComparison.Ordinal));
    }

    /// <summary>Only JSON is accepted and returned; this also applies to requests without a body.</summary>
    private static (int Status, string Message)? MediaTypeError(HttpRequest request)
    {
        if (request.ContentType is { Length: > 0 } type && !IsJson(type))
        {
            return type.Contains('/', StringComparison.Ordinal)
                ? (StatusCodes.Status415UnsupportedMediaType, "HTTP 415 Unsupported Media Type")
                : (StatusCodes.Status400BadRequest, "HTTP 400 Bad Request");
        }

        return request.Headers.Accept.Any(value => !string.IsNullOrWhiteSpace(value)) && !request.GetTypedHeaders().Accept.Any(JsonType.IsSubsetOf)
            ? (StatusCodes.Status406NotAcceptable, "HTTP 406 Not Acceptable") : null;
    }

    private static bool IsJson(string type) => type.Split(';')[0].Trim().Equals(Json, StringComparison.OrdinalIgnoreCase);

    private static string AllowOf(RestMethod[] methods)
    {
        var names = methods.Select(method => method.Method).ToArray();
        return string.Join(
            ',', names.Contains(HttpMethods.Get) ? [HttpMethods.Head, .. names.Reverse(), HttpMethods.Options] : names.Append(HttpMethods.Options));
    }
}
