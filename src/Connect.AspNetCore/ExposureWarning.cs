using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connect.AspNetCore;

/// <summary>Logs a warning, once the application has started, if the REST API is reachable from the network without authentication.</summary>
internal static partial class ExposureWarning
{
    private static readonly object Mark = new();

    /// <summary>Looks at the endpoints when the application has started.</summary>
    public static void Watch(IEndpointRouteBuilder endpoints, IEndpointConventionBuilder api, RestServerFeatures server)
    {
        if (server.IsGuarded || endpoints.ServiceProvider.GetService<IHostApplicationLifetime>() is not { } lifetime)
            return;
        api.Add(endpoint => endpoint.Metadata.Add(Mark));
        lifetime.ApplicationStarted.Register(() => Check(endpoints, server));
    }

    private static void Check(IEndpointRouteBuilder endpoints, RestServerFeatures server)
    {
        var services = endpoints.ServiceProvider;
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.Where(IsOnNetwork).ToArray() ?? [];
        if (addresses.Length == 0 || services.GetService<IOptions<AuthorizationOptions>>()?.Value.FallbackPolicy is not null)
            return;
        var isOpen = endpoints.DataSources.SelectMany(source => source.Endpoints)
            .Any(endpoint => endpoint.Metadata.Contains(Mark) && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
                && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null);
        if (isOpen)
            Log.IsOpen(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ExposureWarning)), string.Join(", ", addresses),
                server.OpenRemedy);
    }

    private static bool IsOnNetwork(string address)
    {
        var host = Microsoft.AspNetCore.Http.BindingAddress.Parse(address).Host.Trim('[', ']');
        return host != "localhost" && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static partial class Log
    {
        [LoggerMessage(9003, LogLevel.Warning,
            "The REST API at {Addresses} is open to the network without authentication: anyone who reaches it can read and change every connector. "
                + "{Remedy}",
            EventName = nameof(IsOpen))]
        public static partial void IsOpen(ILogger logger, string addresses, string remedy);
    }
}
