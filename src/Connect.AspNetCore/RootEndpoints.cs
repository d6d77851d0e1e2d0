using System.Reflection;
using Connect.Runtime;
using Connect.Runtime.Herding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Connect.AspNetCore;

/// <summary><c>GET /</c>, <c>GET /health</c> and the probes: describes this worker and its health.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.RootResource</c>, KIP-1017.</remarks>
internal static class RootEndpoints
{
    /// <summary>The compatible Kafka Connect version, which clients check.</summary>
    public const string KafkaConnectVersion = "4.3.1";

    /// <summary>The header with the version of this library.</summary>
    public const string VersionHeader = "Connect-Sdk-Version";

    private static readonly (string Version, string Commit) Build = ReadBuild();

    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/", RestMethod.Get(GetServerInfoAsync));
        routes.Map("/health", RestMethod.Get(GetHealthAsync));
        routes.Map(RestScope.Every, "/health/live", RestMethod.Get(request => CheckAsync(request, WorkerHealth.CheckLiveAsync)));
        routes.Map(RestScope.Every, "/health/ready", RestMethod.Get(request => CheckAsync(request, WorkerHealth.CheckReadyAsync)));
    }

    private static async Task GetServerInfoAsync(RestRequest request)
    {
        if (!request.Herder.IsReady)
            throw new RestException(StatusCodes.Status404NotFound, RestRoute.NotFound, isFrameworkError: true);
        var cluster = await request.Herder.GetKafkaClusterIdAsync(request.CancellationToken);
        request.SetHeader(VersionHeader, Build.Version);
        await request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version", KafkaConnectVersion);
            writer.WriteString("commit", Build.Commit);
            writer.WriteString("kafka_cluster_id", cluster);
            writer.WriteEndObject();
        });
    }

    private static async Task GetHealthAsync(RestRequest request)
    {
        if (!request.Herder.IsReady)
        {
            await AnswerAsync(request, StatusCodes.Status503ServiceUnavailable, "starting", "Worker is still starting up.");
            return;
        }

        if ((await WorkerHealth.CheckLiveAsync(request.Herder, request.CancellationToken)).Status == HealthStatus.Healthy)
            await AnswerAsync(request, StatusCodes.Status200OK, "healthy", "Worker has completed startup and is ready to handle requests.");
        else
            await AnswerAsync(
                request, StatusCodes.Status500InternalServerError, "unhealthy",
                "Worker was unable to handle this request and may be unable to handle other requests.");
    }

    /// <summary>For probes: 200 while the worker is healthy or degraded, 503 while it is not. Additions of ours.</summary>
    private static async Task CheckAsync(RestRequest request, Func<IKafkaConnect, CancellationToken, Task<HealthCheckResult>> check)
    {
        var result = await check(request.Herder, request.CancellationToken);
        await request.AnswerAsync(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("status", result.Status.ToString().ToLowerInvariant());
                writer.WriteString("message", result.Description);
                if (result.Data.Count > 0)
                {
                    writer.WriteStartObject("connectors");
                    foreach (var (connector, state) in result.Data.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                        writer.WriteString(connector, $"{state}");
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            },
            result.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static Task AnswerAsync(RestRequest request, int code, string status, string message) => request.AnswerAsync(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", status);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        },
        code);

    private static (string Version, string Commit) ReadBuild()
    {
        var version = typeof(RootEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')
            ?? [];
        return (version.ElementAtOrDefault(0) ?? "unknown", version.ElementAtOrDefault(1) ?? "unknown");
    }
}
