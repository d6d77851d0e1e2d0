using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors</c>: connectors, their configurations, tasks and status.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c>.</remarks>
internal static class ConnectorEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors", (HttpMethods.Get, ListAsync), (HttpMethods.Post, CreateAsync));
        routes.Map("/connectors/{name}", (HttpMethods.Get, GetAsync), (HttpMethods.Delete, DeleteAsync));
        routes.Map("/connectors/{name}/config", (HttpMethods.Get, GetConfigAsync), (HttpMethods.Put, PutConfigAsync));
        routes.Map("/connectors/{name}/status", (HttpMethods.Get, GetStatusAsync));
        routes.Map("/connectors/{name}/tasks", (HttpMethods.Get, GetTasksAsync));
    }

    private static async Task ListAsync(RestRequest request)
    {
        var names = await request.Herder.GetConnectorsAsync(request.CancellationToken);
        var expand = request.Query("expand");
        if (expand.Count > 0)
        {
            await ListExpandedAsync(request, names, expand.Contains("status"), expand.Contains("info"));
            return;
        }

        await request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var name in names)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
        });
    }

    private static async Task ListExpandedAsync(RestRequest request, IReadOnlyList<string> names, bool status, bool info)
    {
        var connectors = new List<(string Name, ConnectorStatus? Status, ConnectorInfo? Info)>();
        foreach (var name in names)
        {
            try
            {
                connectors.Add((
                    name,
                    status ? await request.Herder.GetConnectorStatusAsync(name, request.CancellationToken) : null,
                    info ? await request.Herder.GetConnectorAsync(name, request.CancellationToken) : null));
            }
            catch (ConnectorNotFoundException)
            {
                // It was deleted since the names were read: the list is without it, as if it had been asked for a moment later.
            }
        }

        await request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            foreach (var connector in connectors)
            {
                writer.WriteStartObject(connector.Name);
                if (connector.Status is not null)
                {
                    writer.WritePropertyName("status");
                    RestJson.Write(writer, connector.Status);
                }

                if (connector.Info is not null)
                {
                    writer.WritePropertyName("info");
                    RestJson.Write(writer, connector.Info);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
    }

    private static async Task CreateAsync(RestRequest request)
    {
        using var body = await request.ReadBodyAsync();
        var create = RestInput.ReadCreateRequest(body.RootElement);
        AddName(create.Name, create.Config);
        var connector = await request.Herder.CreateConnectorAsync(create.Name, create.Config, create.InitialState, request.CancellationToken);
        request.SetLocation(create.Name);
        await request.AnswerAsync(writer => RestJson.Write(writer, connector), StatusCodes.Status201Created);
    }

    private static async Task GetAsync(RestRequest request)
    {
        var connector = await request.Herder.GetConnectorAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, connector));
    }

    private static async Task DeleteAsync(RestRequest request)
    {
        await request.Herder.DeleteConnectorAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(StatusCodes.Status204NoContent);
    }

    private static async Task GetConfigAsync(RestRequest request)
    {
        var connector = await request.Herder.GetConnectorAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, connector.Config));
    }

    private static async Task PutConfigAsync(RestRequest request)
    {
        using var body = await request.ReadBodyAsync();
        var config = RestInput.ReadConfig(body.RootElement);
        AddName(request.Name, config);
        var update = await request.Herder.PutConnectorConfigAsync(request.Name, config, request.CancellationToken);
        if (update.Created)
            request.SetLocation(request.Name);
        await request.AnswerAsync(
            writer => RestJson.Write(writer, update.Connector),
            update.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task GetStatusAsync(RestRequest request)
    {
        var status = await request.Herder.GetConnectorStatusAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, status));
    }

    private static async Task GetTasksAsync(RestRequest request)
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

    /// <summary>A configuration may carry the connector's name; then it has to be the same.</summary>
    private static void AddName(string name, Dictionary<string, string?> config)
    {
        if (!config.TryGetValue("name", out var inConfig))
            config["name"] = name;
        else if (inConfig != name)
            throw new BadRequestException($"Connector name configuration ({inConfig}) doesn't match connector name in the URL ({name})");
    }
}
