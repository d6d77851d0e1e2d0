using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>PUT /connectors/{name}/pause</c>, <c>resume</c> and <c>stop</c>.</summary>
internal static class LifecycleEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors/{name}/pause", (HttpMethods.Put, request => DoAsync(request, request.Herder.PauseConnectorAsync, StatusCodes.Status202Accepted)));
        routes.Map("/connectors/{name}/resume", (HttpMethods.Put, request => DoAsync(request, request.Herder.ResumeConnectorAsync, StatusCodes.Status202Accepted)));
        routes.Map("/connectors/{name}/stop", (HttpMethods.Put, request => DoAsync(request, request.Herder.StopConnectorAsync, StatusCodes.Status204NoContent)));
    }

    private static async Task DoAsync(RestRequest request, Func<string, CancellationToken, Task> change, int status)
    {
        await change(request.Name, request.CancellationToken);
        await request.AnswerAsync(status);
    }
}
