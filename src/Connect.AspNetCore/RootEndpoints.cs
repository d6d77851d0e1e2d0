using System.Reflection;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>GET /</c>: what this worker is.</summary>
internal static class RootEndpoints
{
    private static readonly (string Version, string Commit) Build = ReadBuild();

    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes) => routes.Map("/", (HttpMethods.Get, GetServerInfoAsync));

    private static async Task GetServerInfoAsync(RestRequest request)
    {
        if (!request.Herder.IsReady)
            throw new RestException(StatusCodes.Status404NotFound, "HTTP 404 Not Found", isFrameworkError: true);
        var cluster = await request.Herder.GetKafkaClusterIdAsync(request.CancellationToken);
        await request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version", Build.Version);
            writer.WriteString("commit", Build.Commit);
            writer.WriteString("kafka_cluster_id", cluster);
            writer.WriteEndObject();
        });
    }

    private static (string Version, string Commit) ReadBuild()
    {
        var version = typeof(RootEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? [];
        return (version.ElementAtOrDefault(0) ?? "unknown", version.ElementAtOrDefault(1) ?? "unknown");
    }
}
