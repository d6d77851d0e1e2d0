using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connector-plugins</c>: the plugins of this worker.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorPluginsResource</c>.</remarks>
internal static class PluginEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes) => routes.Map("/connector-plugins", (HttpMethods.Get, ListAsync));

    private static Task ListAsync(RestRequest request)
    {
        var connectorsOnly = !request.Query("connectorsOnly").Any(value => string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var plugin in request.Herder.GetPlugins(connectorsOnly))
                RestJson.Write(writer, plugin);
            writer.WriteEndArray();
        });
    }
}
