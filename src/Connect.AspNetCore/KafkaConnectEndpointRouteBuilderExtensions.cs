using Connect.AspNetCore;
using Connect.AspNetCore.OpenApi;
using Connect.Runtime;
using Connect.Runtime.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds Kafka Connect's REST API to an application.</summary>
public static class KafkaConnectEndpointRouteBuilderExtensions
{
    /// <summary>Maps Kafka Connect's REST API, with the paths, bodies and status codes of Apache Kafka Connect, below <paramref name="prefix"/>.
    /// Routes outside the prefix are not affected.</summary>
    /// <remarks>Without authorization, everybody who reaches the application has full access. Require it for all endpoints, or with different
    /// policies for the parts of the returned builder.</remarks>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="prefix">The path before <c>/connectors</c>. Default <c>/connect</c>; empty to map the API at the root, where it handles every
    /// path that the application does not map itself.</param>
    /// <param name="workerName">The worker's name if it was registered with <c>AddKeyedKafkaConnect</c>; null for the default worker.</param>
    /// <returns>A builder for conventions on all of the API's endpoints or on a part of them.</returns>
    /// <exception cref="InvalidOperationException">No worker has been registered.</exception>
    public static KafkaConnectEndpointConventionBuilder MapKafkaConnect(
        this IEndpointRouteBuilder endpoints, string prefix = "/connect", string? workerName = null) =>
        MapKafkaConnect(endpoints, prefix, workerName, RestServerFeatures.None);

    internal static KafkaConnectEndpointConventionBuilder MapKafkaConnect(
        IEndpointRouteBuilder endpoints, string prefix, string? workerName, RestServerFeatures server)
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
        LogEndpoints.Map(routes);
        PluginEndpoints.Map(routes);
        LoggerEndpoints.Map(routes);
        PlanEndpoints.Map(routes);
        OpenApiDocument.Map(routes, server);
        routes.MapUnknownPaths();
        ExposureWarning.Watch(endpoints, group, server);
        TellAddress(endpoints.ServiceProvider, prefix, workerName);
        return new KafkaConnectEndpointConventionBuilder(group, routes);
    }

    /// <summary>Publishes the address at which other workers of a cluster reach this one.</summary>
    private static void TellAddress(IServiceProvider services, string prefix, string? workerName) =>
        services.GetKeyedService<AdvertisedAddress>(workerName ?? Options.DefaultName)?.ServeBy(
            prefix, () => [.. services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? []]);
}
