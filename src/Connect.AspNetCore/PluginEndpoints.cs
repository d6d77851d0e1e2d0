using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connector-plugins</c>: the plugins of this worker, their keys, and the validation of configurations.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorPluginsResource</c>.</remarks>
internal static class PluginEndpoints
{
    private const string ClassKey = "connector.class";
    private const string ConnectorSuffix = "Connector";

    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connector-plugins", RestMethod.Get(ListAsync));
        routes.Map("/connector-plugins/{name}/config", RestMethod.Get(GetConfigAsync));
        routes.Map("/connector-plugins/{name}/config/validate", RestMethod.Of(HttpMethods.Put, RestAccess.Read, ValidateAsync));
    }

    private static Task ListAsync(RestRequest request)
    {
        var connectorsOnly = request.Flag("connectorsOnly", true);
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var plugin in request.Herder.GetPlugins(connectorsOnly))
                RestJson.Write(writer, plugin);
            writer.WriteEndArray();
        });
    }

    private static Task GetConfigAsync(RestRequest request)
    {
        var version = request.Query("version") is [var first, ..] ? first : null;
        var keys = request.Herder.GetPluginConfig(request.Name, version);
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var key in keys)
                RestJson.Write(writer, key);
            writer.WriteEndArray();
        });
    }

    private static async Task ValidateAsync(RestRequest request)
    {
        var config = await request.ReadAsync(RestInput.ReadConfig);
        if (config.GetValueOrDefault(ClassKey) is { } included && !Normalize(included).EndsWith(Normalize(request.Name), StringComparison.Ordinal))
            throw new BadRequestException($"Included connector type {included} does not match request type {request.Name}");
        var whole = await request.RestoreAsync(config.GetValueOrDefault("name"), config);
        ConfigInfos result;
        try
        {
            result = await request.HideAsync(whole, await request.Herder.ValidateConnectorConfigAsync(whole, request.CancellationToken));
        }
        catch (BadRequestException exception)
        {
            // Kafka Connect answers 500 here, but 400 when a connector is created with the same configuration.
            throw new RestException(StatusCodes.Status500InternalServerError, exception.Message);
        }

        await request.AnswerAsync(writer => RestJson.Write(writer, result));
    }

    /// <summary>A name without the suffix <c>Connector</c>.</summary>
    private static string Normalize(string name) =>
        name.EndsWith(ConnectorSuffix, StringComparison.Ordinal) && name.Length > ConnectorSuffix.Length ? name[..^ConnectorSuffix.Length] : name;
}
