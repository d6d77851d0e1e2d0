using System.Globalization;
using System.Text.Json;
using Connect.Runtime.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore;

/// <summary><c>/connectors/{name}/logs</c>: the last log lines of a connector on this worker. Apache Kafka Connect has no such path.</summary>
internal static class LogEndpoints
{
    /// <summary>The number of lines without the parameter <c>lines</c>.</summary>
    public const int DefaultLines = 100;

    /// <summary>Maps the route.</summary>
    public static void Map(RestRoutes routes) => routes.Map("/connectors/{name}/logs", RestMethod.Get(GetAsync));

    private static async Task GetAsync(RestRequest request)
    {
        var count = CountOf(request);
        await request.Herder.GetConnectorAsync(request.Name, request.CancellationToken);
        var worker = request.Herder.WorkerId;
        var lines = request.Services.GetRequiredService<ConnectorLogs>().Find(request.Name, worker, count);
        await request.AnswerAsync(writer => JsonSerializer.Serialize(
            writer,
            new Client.ConnectorLogs(
                worker,
                [
                    .. lines.Select(line => new Client.ConnectorLogLine(
                        line.Time, LoggerLevels.NameOf(line.Level), line.Logger, line.Message, line.Task, line.Exception)),
                ]),
            Client.ConnectJson.Default.ConnectorLogs));
    }

    private static int CountOf(RestRequest request)
    {
        if (request.Query("lines") is not [var text, ..])
            return DefaultLines;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= ConnectorLogs.Capacity
            ? count
            : throw new RestException(
                StatusCodes.Status400BadRequest, $"The parameter 'lines' must be a number from 1 to {ConnectorLogs.Capacity}, not '{text}'.");
    }
}
