using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors/{name}/topics</c>: the topics that a connector has used.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c>, KIP-558.</remarks>
internal static class TopicEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors/{name}/topics", RestMethod.Get(GetAsync));
        routes.Map("/connectors/{name}/topics/reset", RestMethod.Of(HttpMethods.Put, RestAccess.Administer, ResetAsync));
    }

    private static async Task GetAsync(RestRequest request)
    {
        Require(request.Herder.IsTopicTrackingEnabled, "Topic tracking is disabled.");
        var topics = await request.Herder.GetActiveTopicsAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject(request.Name);
            writer.WriteStartArray("topics");
            foreach (var topic in topics)
                writer.WriteStringValue(topic);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static async Task ResetAsync(RestRequest request)
    {
        Require(request.Herder.IsTopicTrackingEnabled, "Topic tracking is disabled.");
        Require(request.Herder.IsTopicTrackingResetAllowed, "Topic tracking reset is disabled.");
        await request.Herder.ResetActiveTopicsAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(StatusCodes.Status202Accepted);
    }

    private static void Require(bool isAllowed, string otherwise)
    {
        if (!isAllowed)
            throw new RestException(StatusCodes.Status403Forbidden, otherwise);
    }
}
