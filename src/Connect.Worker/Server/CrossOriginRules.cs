using System.Text.RegularExpressions;
using Connect.Configuration;
using Connect.Runtime.Configuration;
using Microsoft.AspNetCore.Http;

namespace Connect.WorkerProgram.Server;

/// <summary>Handles cross-origin requests of browsers like Jetty's <c>CrossOriginHandler</c> in Kafka Connect.</summary>
/// <remarks>A request from a forbidden origin is answered, but without the headers that let the browser pass the response to its page. A preflight
/// request gets the headers and then the resource's own response.</remarks>
internal sealed class CrossOriginRules
{
    private const string DefaultMethods = "GET,POST,HEAD";
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly Regex[] _origins;
    private readonly bool _isAnyAllowed;
    private readonly string _methods;

    private CrossOriginRules(Regex[] origins, bool isAnyAllowed, string methods)
    {
        _origins = origins;
        _isAnyAllowed = isAnyAllowed;
        _methods = methods;
    }

    /// <summary>Reads <c>access.control.allow.origin</c> and <c>access.control.allow.methods</c>; null when no other origin is allowed.</summary>
    /// <exception cref="ConfigException">An origin is not a valid pattern.</exception>
    public static CrossOriginRules? Parse(IReadOnlyDictionary<string, string?> properties)
    {
        var origins = properties.GetValueOrDefault(WorkerKeys.AccessControlAllowOrigin);
        if (string.IsNullOrWhiteSpace(origins))
            return null;
        var patterns = origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var methods = properties.GetValueOrDefault(WorkerKeys.AccessControlAllowMethods);
        return new CrossOriginRules(
            [.. patterns.Where(pattern => pattern != "*").Select(Compile)],
            patterns.Contains("*"),
            string.IsNullOrWhiteSpace(methods)
                ? DefaultMethods : string.Join(',', methods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>Adds the headers to an answer.</summary>
    public void Apply(HttpRequest request, HttpResponse response)
    {
        response.Headers.Vary = "Origin";
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origins || !IsAllowed(origins))
            return;
        response.Headers.AccessControlAllowOrigin = origins;
        if (!HttpMethods.IsOptions(request.Method) || request.Headers.AccessControlRequestMethod.Count == 0)
            return;
        response.Headers.AccessControlAllowMethods = _methods;
        response.Headers.AccessControlAllowHeaders = "Content-Type";
        response.Headers.AccessControlMaxAge = "60";
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigException(WorkerKeys.AccessControlAllowOrigin, pattern, $"an origin must be a regular expression: {exception.Message}");
        }
    }

    private bool IsAllowed(string origins) =>
        _isAnyAllowed
            || origins.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(origin => Array.Exists(_origins, pattern => pattern.IsMatch(origin)));
}
