using System.Net;
using System.Text.Json.Nodes;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore.Tests;

/// <summary>What tools such as kcctl and Terraform providers do, one request after the other without waiting.</summary>
[CancelAfter(60_000)]
public class HabitsTests
{
    private const string Config = """{"connector.class":"LoginSource","user":"u","login.password":"p"}""";

    [Test]
    public async Task The_same_configuration_again_restarts_nothing_and_another_one_is_seen_at_once(CancellationToken cancellationToken)
    {
        var gate = new ValidationGate();
        await using var worker = await StartAsync(gate);
        Assert.That(await AskAsync(worker, "PUT", "connectors/a/config", Config), Is.EqualTo(HttpStatusCode.Created));
        await RunningAsync(worker, "a", cancellationToken);
        var starts = gate.Starts;
        for (var i = 0; i < 5; i++)
            Assert.That(await AskAsync(worker, "PUT", "connectors/a/config", Config), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StateOfAsync(worker, "a", cancellationToken), Is.EqualTo("RUNNING"));
        Assert.That(gate.Starts, Is.EqualTo(starts), "nothing is restarted");

        Assert.That(
            await AskAsync(worker, "PUT", "connectors/a/config", Config.Replace("\"u\"", "\"v\"", StringComparison.Ordinal)),
            Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)JsonNode.Parse(await worker.Client.GetStringAsync("connectors/a/config", cancellationToken))!["user"], Is.EqualTo("v"));
        await Eventually.Async(() => gate.Starts > starts, "the change reaches the connector", cancellationToken: cancellationToken);
    }

    [Test]
    public async Task A_connector_is_deleted_and_created_at_once_again_and_again(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync(new ValidationGate());
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await AskAsync(worker, "POST", "connectors", $$"""{"name":"a","config":{{Config}}}"""), Is.EqualTo(HttpStatusCode.Created));
            Assert.That(
                await AskAsync(worker, "POST", "connectors", $$"""{"name":"a","config":{{Config}}}"""), Is.EqualTo(HttpStatusCode.Conflict),
                "this is a real conflict");
            Assert.That(await AskAsync(worker, "DELETE", "connectors/a"), Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(await AskAsync(worker, "GET", "connectors/a"), Is.EqualTo(HttpStatusCode.NotFound));
        }

        Assert.That(await AskAsync(worker, "POST", "connectors", $$"""{"name":"a","config":{{Config}}}"""), Is.EqualTo(HttpStatusCode.Created));
        await RunningAsync(worker, "a", cancellationToken);
    }

    [Test]
    public async Task Changes_of_state_and_writes_in_between_are_neither_refused_nor_lost(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync(new ValidationGate());
        Assert.That(await AskAsync(worker, "PUT", "connectors/a/config", Config), Is.EqualTo(HttpStatusCode.Created));
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await AskAsync(worker, "PUT", "connectors/a/pause"), Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(
                await AskAsync(worker, "PUT", "connectors/a/config", Config.Replace("\"u\"", $"\"u{i}\"", StringComparison.Ordinal)),
                Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await AskAsync(worker, "PUT", "connectors/a/stop"), Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(await AskAsync(worker, "POST", "connectors/a/restart?includeTasks=true"), Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(await AskAsync(worker, "PUT", "connectors/a/resume"), Is.EqualTo(HttpStatusCode.Accepted));
        }

        await RunningAsync(worker, "a", cancellationToken);
        Assert.That(
            await worker.Client.GetStringAsync("connectors/a/tasks", cancellationToken), Does.Contain("\"user\":\"u4\""), "the last change wins");
    }

    private static async Task<HttpStatusCode> AskAsync(RestWorker worker, string method, string path, string? body = null)
    {
        using var response = await worker.SendAsync(new HttpMethod(method), path, body);
        return response.StatusCode;
    }

    private static async Task<string?> StateOfAsync(RestWorker worker, string name, CancellationToken cancellationToken)
    {
        var status = JsonNode.Parse(await worker.Client.GetStringAsync($"connectors/{name}/status", cancellationToken))!;
        return status["tasks"] is JsonArray { Count: > 0 } tasks ? (string?)tasks[0]!["state"] : null;
    }

    private static Task RunningAsync(RestWorker worker, string name, CancellationToken cancellationToken) => Eventually.Async(
        async () => await StateOfAsync(worker, name, cancellationToken) == "RUNNING", "the task runs", cancellationToken: cancellationToken);

    private static Task<RestWorker> StartAsync(ValidationGate gate) =>
        RestWorker.StartAsync(services: builder => builder.Services.AddSingleton(gate), plugins: connect => connect.AddConnector<LoginSource>());
}
