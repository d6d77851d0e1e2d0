using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors/{name}/tasks</c>, and what one worker of a cluster asks another to do with tasks.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c> and <c>InternalClusterResource</c>.</remarks>
internal static class TaskEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors/{name}/tasks", RestMethod.Get(ListAsync), Internal(HttpMethods.Post, "Kafka Connect in standalone mode does not support externally setting task configurations."));
        routes.Map("/connectors/{name}/tasks/{task}/status", RestMethod.Get(GetStatusAsync));
        routes.Map("/connectors/{name}/tasks/{task}/restart", RestMethod.Of(HttpMethods.Post, RestAccess.Operate, RestartAsync));
        routes.Map("/connectors/{name}/fence", Internal(HttpMethods.Put, "Kafka Connect in standalone mode does not support exactly-once source connectors."));
    }

    /// <summary>A request between workers: a worker that runs alone refuses it, as Kafka Connect's does.</summary>
    private static RestMethod Internal(string method, string refusal) =>
        RestMethod.Of(method, RestAccess.Administer, _ => throw new RestException(StatusCodes.Status500InternalServerError, refusal)) with { IsInternal = true };

    private static async Task ListAsync(RestRequest request)
    {
        var tasks = await request.Herder.GetTasksAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var task in tasks)
                RestJson.Write(writer, task);
            writer.WriteEndArray();
        });
    }

    private static async Task GetStatusAsync(RestRequest request)
    {
        var status = await request.Herder.GetTaskStatusAsync(request.TaskId, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, status));
    }

    private static async Task RestartAsync(RestRequest request)
    {
        await request.Herder.RestartTaskAsync(request.TaskId, request.CancellationToken);
        await request.AnswerAsync(StatusCodes.Status204NoContent);
    }
}
