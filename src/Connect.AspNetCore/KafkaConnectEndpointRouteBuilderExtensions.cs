using Connect.AspNetCore;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds Kafka Connect's REST API to an application.</summary>
public static class KafkaConnectEndpointRouteBuilderExtensions
{
    /// <summary>Maps Kafka Connect's REST API: the paths, bodies and status codes of Apache Kafka Connect below <paramref name="prefix"/>. Nothing outside of the prefix is touched.</summary>
    /// <remarks>Everybody who reaches the application may do everything until the endpoints require an authorization, all of them or each part of the builder by a policy of its own.</remarks>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="prefix">The path before <c>/connectors</c>. Default <c>/connect</c>; empty to have the API at the root, where it takes every path that the application does not map itself.</param>
    /// <param name="workerName">The worker's name where it was registered with <c>AddKeyedKafkaConnect</c>; null for the one worker.</param>
    /// <returns>A builder for conventions on all of the API's endpoints or on a part of them.</returns>
    /// <exception cref="InvalidOperationException">No worker has been registered.</exception>
    public static KafkaConnectEndpointConventionBuilder MapKafkaConnect(this IEndpointRouteBuilder endpoints, string prefix = "/connect", string? workerName = null) =>
        MapKafkaConnect(endpoints, prefix, workerName, RestServerFeatures.None);

    internal static KafkaConnectEndpointConventionBuilder MapKafkaConnect(IEndpointRouteBuilder endpoints, string prefix, string? workerName, RestServerFeatures server)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var isRegistered = endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsKeyedService>();
        if (workerName is null ? !isRegistered.IsService(typeof(IKafkaConnect)) : !isRegistered.IsKeyedService(typeof(IKafkaConnect), workerName))
            throw new InvalidOperationException("Call builder.AddKafkaConnect() before app.MapKafkaConnect().");

        var trimmed = prefix.Trim('/');
        prefix = trimmed.Length == 0 ? "" : "/" + trimmed;
        var group = endpoints.MapGroup(prefix);
        var routes = new RestRoutes(group, prefix, workerName, server);
        RootEndpoints.Map(routes);
        ConnectorEndpoints.Map(routes);
        LifecycleEndpoints.Map(routes);
        TaskEndpoints.Map(routes);
        OffsetEndpoints.Map(routes);
        TopicEndpoints.Map(routes);
        PluginEndpoints.Map(routes);
        LoggerEndpoints.Map(routes);
        routes.MapUnknownPaths();
        ExposureWarning.Watch(endpoints, group, server);
        return new KafkaConnectEndpointConventionBuilder(group, routes);
    }
}
