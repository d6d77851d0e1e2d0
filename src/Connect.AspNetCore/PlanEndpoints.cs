using System.Text.Json;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary><c>/plan</c>: what applying declared connectors would change. Apache Kafka Connect has no such path.</summary>
internal static class PlanEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RestRoutes routes) =>
        routes.Map("/plan", RestMethod.Get(GetAsync), RestMethod.Of(HttpMethods.Post, RestAccess.Read, PostAsync));

    /// <summary>Plans the declarations of the worker's own application.</summary>
    private static async Task GetAsync(RestRequest request) =>
        await AnswerAsync(request, await request.Herder.PlanAsync(null, request.CancellationToken));

    /// <summary>Plans the configurations in the body.</summary>
    private static async Task PostAsync(RestRequest request)
    {
        var declared = await request.ReadAsync(ReadConfigs);
        await AnswerAsync(request, await request.Herder.PlanAsync(declared, request.CancellationToken));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string?>> ReadConfigs(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new BadRequestException("The body must be a JSON object of connector configurations by name.");
        return element.EnumerateObject()
            .ToDictionary(member => member.Name, IReadOnlyDictionary<string, string?> (member) => RestInput.ReadConfig(member.Value));
    }

    private static Task AnswerAsync(RestRequest request, IReadOnlyList<DeclarationPlan> plans) => request.AnswerAsync(writer =>
        JsonSerializer.Serialize(
            writer,
            [
                .. plans.Select(plan => new Client.DeclarationPlan(
                    plan.Name,
                    Enum.Parse<Client.DeclarationAction>(plan.Action.ToString()),
                    plan.Reason,
                    [.. plan.Changes.Select(change => new Client.ConfigDifference(change.Key, change.Stored, change.Declared))],
                    plan.Errors)),
            ],
            Client.ConnectJson.Default.IReadOnlyListDeclarationPlan));
}
