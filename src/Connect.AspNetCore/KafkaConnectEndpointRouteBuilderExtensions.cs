using Connect.AspNetCore;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts Kafka Connect's REST API into an application.</summary>
public static class KafkaConnectEndpointRouteBuilderExtensions
{
    /// <summary>Maps Kafka Connect's REST API: the paths, bodies and status codes of Apache Kafka Connect below <paramref name="prefix"/>.</summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="prefix">The path before <c>/connectors</c>, for example <c>/connect</c>; the default is none.</param>
    /// <param name="workerName">The worker's name where it was registered with <c>AddKeyedKafkaConnect</c>; null for the one worker.</param>
    /// <returns>A builder for conventions on all of the API's routes, so that <c>RequireAuthorization()</c> works.</returns>
    /// <exception cref="InvalidOperationException">No worker has been registered.</exception>
    public static IEndpointConventionBuilder MapKafkaConnect(this IEndpointRouteBuilder endpoints, string prefix = "", string? workerName = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var isRegistered = endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsKeyedService>();
        if (workerName is null ? !isRegistered.IsService(typeof(IKafkaConnect)) : !isRegistered.IsKeyedService(typeof(IKafkaConnect), workerName))
            throw new InvalidOperationException("Call builder.AddKafkaConnect() before app.MapKafkaConnect().");

        var group = endpoints.MapGroup(prefix.TrimEnd('/'));
        var routes = new RestRoutes(group, workerName);
        RootEndpoints.Map(routes);
        ConnectorEndpoints.Map(routes);
        LifecycleEndpoints.Map(routes);
        PluginEndpoints.Map(routes);
        routes.MapUnknownPaths();
        return group;
    }
}
