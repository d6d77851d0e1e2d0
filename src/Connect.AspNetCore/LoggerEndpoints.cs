using Connect.Runtime;
using Connect.Runtime.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore;

/// <summary><c>/admin/loggers</c>: shows and sets the levels of loggers.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.LoggingResource</c>, KIP-495 and KIP-976.</remarks>
internal static class LoggerEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map(RestScope.Admin, "/admin/loggers", RestMethod.Get(ListAsync));
        routes.Map(RestScope.Admin, "/admin/loggers/{logger}", RestMethod.Get(GetAsync),
            RestMethod.Of(HttpMethods.Put, RestAccess.Administer, SetAsync));
    }

    private static Task ListAsync(RestRequest request)
    {
        var levels = LevelsOf(request).GetAll();
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            foreach (var level in levels)
            {
                writer.WritePropertyName(level.Logger);
                RestJson.Write(writer, level);
            }

            writer.WriteEndObject();
        });
    }

    private static Task GetAsync(RestRequest request)
    {
        var level = LevelsOf(request).Find(request.Name) ?? throw new ConnectorNotFoundException($"Logger {request.Name} not found.");
        return request.AnswerAsync(writer => RestJson.Write(writer, level));
    }

    private static async Task SetAsync(RestRequest request)
    {
        var asked = (await request.ReadAsync(RestInput.ReadConfig)).GetValueOrDefault("level")
            ?? throw new BadRequestException("Desired 'level' parameter was not specified in request.");
        if (asked.Length == 0)
            throw new RestException(StatusCodes.Status500InternalServerError, "The level is empty.");
        var level = LoggerLevels.Parse(asked) ?? throw new ConnectorNotFoundException($"invalid log level '{asked}'.");
        var isForCluster = request.Query("scope") is [var scope, ..] && scope.Equals("cluster", StringComparison.OrdinalIgnoreCase);
        if (isForCluster && request.Cluster is { } cluster)
        {
            await cluster.PutLoggerLevelAsync(request.Name, asked, request.CancellationToken);
            await request.AnswerAsync(StatusCodes.Status204NoContent);
            return;
        }

        var changed = LevelsOf(request).Set(request.Name, level);
        if (isForCluster)
        {
            await request.AnswerAsync(StatusCodes.Status204NoContent);
            return;
        }

        await request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var logger in changed)
                writer.WriteStringValue(logger);
            writer.WriteEndArray();
        });
    }

    private static LoggerLevels LevelsOf(RestRequest request) => request.Services.GetRequiredService<LoggerLevels>();
}
