using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.AspNetCore;

/// <summary>Maps paths the way Kafka Connect answers them: a wrong method is 405 and an unknown path 404, both with Connect's error body, and OPTIONS
/// lists the methods.</summary>
internal sealed class RestRoutes(RouteGroupBuilder group, string prefix, string? workerName, RestServerFeatures server)
{
    private const int AfterTheMethods = 1;
    private const int AfterThePaths = 2;
    private readonly WriteLimit _limit = new();
    private readonly List<RestRoute> _routes = [];
    private readonly List<(RestAccess Access, IEndpointConventionBuilder Builder)> _builders = [];

    /// <summary>The routes that have been mapped.</summary>
    public IReadOnlyList<RestRoute> All => _routes;

    /// <summary>The endpoints whose requests need an access level.</summary>
    public IEndpointConventionBuilder EndpointsOf(RestAccess access) =>
        new RestEndpoints([.. _builders.Where(entry => entry.Access == access).Select(entry => entry.Builder)]);

    /// <summary>Maps a path on the main listeners.</summary>
    /// <param name="pattern">The path with its parameters.</param>
    /// <param name="methods">The handlers of its methods.</param>
    public void Map(string pattern, params RestMethod[] methods) => Map(RestScope.Main, pattern, methods);

    /// <summary>Maps a path.</summary>
    /// <param name="scope">The listeners that serve it.</param>
    /// <param name="pattern">The path with its parameters.</param>
    /// <param name="methods">The handlers of its methods.</param>
    public void Map(RestScope scope, string pattern, params RestMethod[] methods)
    {
        var route = new RestRoute(pattern, scope, methods, prefix, workerName, server, _limit);
        _routes.Add(route);
        foreach (var method in methods)
        {
            string[] verbs = method.Method == HttpMethods.Get ? [method.Method, HttpMethods.Head] : [method.Method];
            var endpoint = group.MapMethods(pattern, verbs, (RequestDelegate)route.HandleAsync);

            // Workers have no user credentials: requests between workers are protected by a signature, whatever authorization the application
            // requires.
            if (method.IsInternal)
                endpoint.AllowAnonymous();
            _builders.Add((method.Access, endpoint));
        }

        group.Map(pattern, (RequestDelegate)route.HandleAsync).WithOrder(AfterTheMethods);
    }

    /// <summary>Answers every path below the prefix that no other route knows.</summary>
    public void MapUnknownPaths() =>
        group.Map(
            "/{**path}",
            (RequestDelegate)(context => RestPath.Of(context.Request, prefix).IsAmbiguous
                ? RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status400BadRequest, RestRoute.AmbiguousPath)
                : RestErrors.WriteFrameworkErrorAsync(context, StatusCodes.Status404NotFound, RestRoute.NotFound))).WithOrder(AfterThePaths);
}
