using Connect.Runtime;
using Connect.Runtime.Herding;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/connectors</c>: connectors, their configurations, tasks and status.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource</c>.</remarks>
internal static class ConnectorEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes)
    {
        routes.Map("/connectors", RestMethod.Get(ListAsync), RestMethod.Of(HttpMethods.Post, RestAccess.Administer, CreateAsync));
        routes.Map("/connectors/{name}", RestMethod.Get(GetAsync), RestMethod.Of(HttpMethods.Delete, RestAccess.Administer, DeleteAsync));
        routes.Map(
            "/connectors/{name}/config",
            RestMethod.Get(GetConfigAsync),
            RestMethod.Of(HttpMethods.Put, RestAccess.Administer, PutConfigAsync),
            RestMethod.Of(HttpMethods.Patch, RestAccess.Administer, PatchConfigAsync));
        routes.Map("/connectors/{name}/status", RestMethod.Get(GetStatusAsync));
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
        var statuses = status ? await GetStatusesAsync(request, names) : [];
        var connectors = new List<(string Name, ConnectorStatus? Status, ConnectorInfo? Info)>();
        foreach (var name in names)
        {
            // What was deleted after the names were read is omitted, as if the request had arrived later.
            if (status && !statuses.ContainsKey(name))
                continue;
            try
            {
                connectors.Add((
                    name,
                    statuses.GetValueOrDefault(name),
                    info ? await request.HideAsync(await request.Herder.GetConnectorAsync(name, request.CancellationToken)) : null));
            }
            catch (ConnectorNotFoundException)
            {
                // Deleted.
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

    private static async Task<Dictionary<string, ConnectorStatus>> GetStatusesAsync(RestRequest request, IReadOnlyList<string> names)
    {
        if (request.Herder is KafkaConnect worker)
            return worker.GetConnectorStatuses(names).ToDictionary(status => status.Name, StringComparer.Ordinal);
        var statuses = new Dictionary<string, ConnectorStatus>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            try
            {
                statuses[name] = await request.Herder.GetConnectorStatusAsync(name, request.CancellationToken);
            }
            catch (ConnectorNotFoundException)
            {
                // Deleted.
            }
        }

        return statuses;
    }

    private static async Task CreateAsync(RestRequest request)
    {
        var create = await request.ReadAsync(RestInput.ReadCreateRequest);
        AddName(create.Name, create.Config);
        var config = await request.RestoreAsync(null, create.Config);
        var connector =
            await request.HideAsync(await request.Herder.CreateConnectorAsync(create.Name, config, create.InitialState, request.CancellationToken));
        request.SetLocation(create.Name);
        await request.AnswerAsync(writer => RestJson.Write(writer, connector), StatusCodes.Status201Created);
    }

    private static async Task GetAsync(RestRequest request)
    {
        var connector = await request.HideAsync(await request.Herder.GetConnectorAsync(request.Name, request.CancellationToken));
        await request.AnswerAsync(writer => RestJson.Write(writer, connector));
    }

    private static async Task DeleteAsync(RestRequest request)
    {
        await request.Herder.DeleteConnectorAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(StatusCodes.Status204NoContent);
    }

    private static async Task GetConfigAsync(RestRequest request)
    {
        var connector = await request.HideAsync(await request.Herder.GetConnectorAsync(request.Name, request.CancellationToken));
        await request.AnswerAsync(writer => RestJson.Write(writer, connector.Config));
    }

    private static async Task PutConfigAsync(RestRequest request)
    {
        var config = await request.ReadAsync(RestInput.ReadConfig);
        AddName(request.Name, config);
        var update =
            await request.Herder.PutConnectorConfigAsync(request.Name, await request.RestoreAsync(request.Name, config), request.CancellationToken);
        var connector = await request.HideAsync(update.Connector);
        if (update.Created)
            request.SetLocation(request.Name);
        await request.AnswerAsync(
            writer => RestJson.Write(writer, connector),
            update.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task PatchConfigAsync(RestRequest request)
    {
        var patch = await request.ReadAsync(RestInput.ReadConfig);
        var connector =
            await request.HideAsync(
                await request.Herder.PatchConnectorConfigAsync(request.Name, await request.RestorePatchAsync(patch), request.CancellationToken));
        await request.AnswerAsync(writer => RestJson.Write(writer, connector));
    }

    private static async Task GetStatusAsync(RestRequest request)
    {
        var status = await request.Herder.GetConnectorStatusAsync(request.Name, request.CancellationToken);
        await request.AnswerAsync(writer => RestJson.Write(writer, status));
    }

    /// <summary>A configuration may contain the connector's name; then it must match.</summary>
    private static void AddName(string name, Dictionary<string, string?> config)
    {
        if (config.GetValueOrDefault("name") is not { } inConfig)
            config["name"] = name;
        else if (inConfig != name)
            throw new BadRequestException($"Connector name configuration ({inConfig}) doesn't match connector name in the URL ({name})");
    }
}
