using System.Reflection;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>GET /</c> and <c>GET /health</c>: what this worker is and whether it is well.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.RootResource</c>, KIP-1017.</remarks>
internal static class RootEndpoints
{
    /// <summary>The version of Kafka Connect that is kept to: clients look for it.</summary>
    public const string KafkaConnectVersion = "4.3.1";

    /// <summary>The header that tells the version of this library.</summary>
    public const string VersionHeader = "Connect-Sdk-Version";

    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(10);
    private static readonly (string Version, string Commit) Build = ReadBuild();

    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/", RestMethod.Get(GetServerInfoAsync));
        routes.Map("/health", RestMethod.Get(GetHealthAsync));
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

        try
        {
            await request.Herder.PingAsync(request.CancellationToken).WaitAsync(HealthTimeout, request.CancellationToken);
            await AnswerAsync(request, StatusCodes.Status200OK, "healthy", "Worker has completed startup and is ready to handle requests.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await AnswerAsync(request, StatusCodes.Status500InternalServerError, "unhealthy", "Worker was unable to handle this request and may be unable to handle other requests.");
        }
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
        var version = typeof(RootEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? [];
        return (version.ElementAtOrDefault(0) ?? "unknown", version.ElementAtOrDefault(1) ?? "unknown");
    }
}
