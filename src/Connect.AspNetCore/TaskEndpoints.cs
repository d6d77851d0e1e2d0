using Connect.Runtime;
using Connect.Runtime.Herding.Distributed;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors/{name}/tasks</c>, and requests about tasks between the workers of a cluster.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c> and <c>InternalClusterResource</c>.</remarks>
internal static class TaskEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors/{name}/tasks", RestMethod.Get(ListAsync),
            Internal(HttpMethods.Post, "Kafka Connect in standalone mode does not support externally setting task configurations.", PutTasksAsync));
        routes.Map("/connectors/{name}/tasks/{task}/status", RestMethod.Get(GetStatusAsync));
        routes.Map("/connectors/{name}/tasks/{task}/restart", RestMethod.Of(HttpMethods.Post, RestAccess.Operate, RestartAsync));
        routes.Map("/connectors/{name}/fence",
            Internal(HttpMethods.Put, "Kafka Connect in standalone mode does not support exactly-once source connectors.", FenceAsync));
        routes.Map(
            "/internal/calls",
            Internal(HttpMethods.Post, "A standalone worker does not accept calls from other workers.", CallAsync));
    }

    /// <summary>A request between workers, protected only by its signature. A standalone worker refuses it, as in Kafka Connect.</summary>
    private static RestMethod Internal(string method, string refusal, Func<RestRequest, DistributedHerder, Task> handle) =>
        RestMethod.Of(
            method,
            RestAccess.Administer,
            request => handle(
                request, request.Cluster ?? throw new RestException(StatusCodes.Status500InternalServerError, refusal))) with
        { IsInternal = true };

    /// <summary>Executes a management call from another worker's application.</summary>
    private static async Task CallAsync(RestRequest request, DistributedHerder cluster)
    {
        await VerifyAsync(request, cluster);
        var answer = await cluster.AnswerAsync(await request.ReadBodyAsync(), request.CancellationToken);
        await request.AnswerAsync(writer => writer.WriteRawValue(answer));
    }

    /// <summary>Stores the tasks of a connector that runs on another worker.</summary>
    private static async Task PutTasksAsync(RestRequest request, DistributedHerder cluster)
    {
        var tasks = await request.ReadAsync(RestInput.ReadTasks);
        await VerifyAsync(request, cluster);
        await cluster.PutTasksOfOtherAsync(request.Name, tasks, request.CancellationToken);
        await request.AnswerAsync(StatusCodes.Status204NoContent);
    }

    /// <summary>Fences the producers of previous tasks of an exactly-once source: a worker asks the leader for it before its tasks start.</summary>
    private static async Task FenceAsync(RestRequest request, DistributedHerder cluster)
    {
        await VerifyAsync(request, cluster);
        await cluster.FenceAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(StatusCodes.Status200OK);
    }

    private static async Task VerifyAsync(RestRequest request, DistributedHerder cluster)
    {
        try
        {
            var signature =
                InternalSignature.Read(request.Header(InternalSignature.SignatureHeader), request.Header(InternalSignature.AlgorithmHeader));
            cluster.Verify(signature, (await request.ReadBodyAsync()).Span);
        }
        catch (SignatureException e)
        {
            throw new RestException(e.IsEarly ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden, e.Message);
        }
    }

    private static async Task ListAsync(RestRequest request)
    {
        var tasks = await request.HideAsync(await request.Herder.GetTasksAsync(request.Name, request.CancellationToken));
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
