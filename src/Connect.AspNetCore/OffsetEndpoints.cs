using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors/{name}/offsets</c>: shows, alters and resets the offsets of a connector.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c>, KIP-875.</remarks>
internal static class OffsetEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes) => routes.Map(
        "/connectors/{name}/offsets",
        RestMethod.Get(GetAsync),
        RestMethod.Of(HttpMethods.Delete, RestAccess.Administer, ResetAsync),
        RestMethod.Of(HttpMethods.Patch, RestAccess.Administer, AlterAsync));

    private static async Task GetAsync(RestRequest request)
    {
        var offsets = await request.Herder.GetOffsetsAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, offsets));
    }

    private static async Task AlterAsync(RestRequest request)
    {
        var offsets = await request.ReadAsync(RestInput.ReadOffsets);
        await AnswerAsync(request, await request.Herder.AlterOffsetsAsync(request.Name, offsets, request.CancellationToken));
    }

    private static async Task ResetAsync(RestRequest request) =>
        await AnswerAsync(request, await request.Herder.ResetOffsetsAsync(request.Name, request.CancellationToken));

    private static Task AnswerAsync(RestRequest request, string message) => request.AnswerAsync(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });
}
