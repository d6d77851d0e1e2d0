using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors/{name}/pause</c>, <c>resume</c>, <c>stop</c> and <c>restart</c>.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c>.</remarks>
internal static class LifecycleEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors/{name}/pause", Put(request => DoAsync(request, request.Herder.PauseConnectorAsync, StatusCodes.Status202Accepted)));
        routes.Map("/connectors/{name}/resume", Put(request => DoAsync(request, request.Herder.ResumeConnectorAsync, StatusCodes.Status202Accepted)));
        routes.Map("/connectors/{name}/stop", Put(request => DoAsync(request, request.Herder.StopConnectorAsync, StatusCodes.Status204NoContent)));
        routes.Map("/connectors/{name}/restart", RestMethod.Of(HttpMethods.Post, RestAccess.Operate, RestartAsync));
    }

    private static RestMethod Put(Func<RestRequest, Task> handle) => RestMethod.Of(HttpMethods.Put, RestAccess.Operate, handle);

    private static async Task DoAsync(RestRequest request, Func<string, CancellationToken, Task> change, int status)
    {
        await change(request.Name, request.CancellationToken);
        await request.AnswerAsync(status);
    }

    /// <summary>Without parameters, restarts only the connector and waits for it; with a parameter, returns the plan at once.</summary>
    private static async Task RestartAsync(RestRequest request)
    {
        var restart = new RestartRequest(request.Name, request.Flag("onlyFailed", false), request.Flag("includeTasks", false));
        if (!restart.OnlyFailed && !restart.IncludeTasks)
        {
            await DoAsync(request, request.Herder.RestartConnectorAsync, StatusCodes.Status204NoContent);
            return;
        }

        var plan = await request.Herder.RestartConnectorAndTasksAsync(restart, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, plan), StatusCodes.Status202Accepted);
    }
}
