using System.Net;
using Connect.AspNetCore;
using Connect.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Connect.WorkerProgram.Server;

/// <summary>Serves the REST API on the worker's listeners.</summary>
internal static class RestServer
{
    /// <summary>Makes the web server listen on the configured addresses.</summary>
    public static void Listen(KestrelServerOptions kestrel, RestServerConfig config)
    {
        kestrel.AddServerHeader = false;
        foreach (var listener in config.Listeners)
            Listen(kestrel, listener, config.Tls, isAdmin: false);
        foreach (var listener in config.AdminListeners ?? [])
            Listen(kestrel, listener, config.AdminTls, isAdmin: true);
    }

    /// <summary>Maps the API at the root, with the features configured in the worker's properties.</summary>
    public static void Map(WebApplication app, RestServerConfig config)
    {
        var time = TimeProvider.System;
        app.Use((context, next) =>
        {
            var path = RestPath.Of(context.Request, "");
            if (!path.IsAmbiguous)
            {
                // Path parameters are ignored; routing does not support them.
                if (context.Request.Path.Value!.Contains(';', StringComparison.Ordinal))
                    context.Request.Path = "/" + string.Join('/', path.Segments);
                config.Origins?.Apply(context.Request, context.Response);
                ResponseHeaders.Apply(config.Headers, context.Response.Headers, time);
            }

            return next(context);
        });
        Telemetry.Map(
            app, context => config.Credentials is { } credentials && context.Features.Get<AdminConnection>() is null
                ? AuthenticateAsync(context, credentials) : Task.FromResult(true));
        app.UseRouting();
        KafkaConnectEndpointRouteBuilderExtensions.MapKafkaConnect(app, "", null, new RestServerFeatures
        {
            AuthenticateAsync = config.Credentials is { } credentials ? context => AuthenticateAsync(context, credentials) : null,
            ServesAdmin = config.AdminListeners is not { Count: 0 },
            IsGuarded = !config.IsOpen,
            OpenRemedy = $"Set {RestExtensions.CredentialsFileKey} or ssl.client.auth=required, or listen only on localhost.",
            IsAdminConnection = config.AdminListeners is { Count: > 0 } ? context => context.Features.Get<AdminConnection>() is not null : null,
        });
    }

    /// <summary>Checks the user; answers like Kafka Connect's extension, whose 401 has no WWW-Authenticate header.</summary>
    private static async Task<bool> AuthenticateAsync(HttpContext context, Credentials credentials)
    {
        if (credentials.Accept(context.Request.Headers.Authorization))
            return true;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = HttpMethods.IsOptions(context.Request.Method) ? "text/plain" : "application/json";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync("User cannot access the resource.");
        return false;
    }

    private static void Listen(KestrelServerOptions kestrel, Listener listener, TlsConfig? tls, bool isAdmin)
    {
        void Configure(ListenOptions options)
        {
            if (isAdmin)
            {
                options.Use(next => connection =>
                {
                    connection.Features.Set(AdminConnection.Instance);
                    return next(connection);
                });
            }

            if (listener.Scheme == "https")
                options.UseHttps(tls!.Apply);
        }

        if (listener.Host is "" or "0.0.0.0" or "*")
            kestrel.ListenAnyIP(listener.Port, Configure);
        else if (listener.Host == "localhost")
            kestrel.ListenLocalhost(listener.Port, Configure);
        else if (IPAddress.TryParse(listener.Host, out var address))
            kestrel.Listen(address, listener.Port, Configure);
        else
            kestrel.Listen(Dns.GetHostAddresses(listener.Host)[0], listener.Port, Configure);
    }
}
