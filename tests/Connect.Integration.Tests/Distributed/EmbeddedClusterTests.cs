using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using Connect.Runtime;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connect.Integration.Tests.Distributed;

/// <summary>Replicas of one ASP.NET Core application behave as one Connect cluster.</summary>
[CancelAfter(120_000)]
public class EmbeddedClusterTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-replicas-");
    private readonly TestLoggerFactory _log = new();
    private readonly List<Replica> _replicas = [];
    private readonly string _group = RandomNames.Group();

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        _folder.Delete(recursive: true);
        if (TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Failed)
            await TestContext.Out.WriteLineAsync(string.Join('\n', _log.Entries.Select(entry => $"{entry.Level} {entry.Message} {entry.Exception}")));
    }

    [Test]
    public async Task Three_replicas_share_the_connectors_and_two_take_over_from_one_that_stops(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
            await StartAsync(cancellationToken);
        await ReadyAsync(cancellationToken);
        using var http = new HttpClient();
        foreach (var name in new[] { "one", "two", "three" })
        {
            // Over any replica's REST API: a follower sends it on.
            using var answer =
                await http.PostAsJsonAsync(new Uri(_replicas[0].Api, "connectors"), new { name, config = Source(name) }, cancellationToken);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync(cancellationToken));
        }

        await PlacedAsync(places => places.Count == 6 && places.Values.Distinct().Count() == 3, "three workers share them", cancellationToken);

        var gone = _replicas[^1];
        var goneId = gone.Connect.WorkerId;
        _replicas.Remove(gone);
        await gone.DisposeAsync();
        await PlacedAsync(
            places => places.Count == 6 && !places.ContainsValue(goneId)
                && places.Values.Distinct().Count() == 2, "two have taken over", cancellationToken);
    }

    [Test]
    public void An_application_that_maps_no_REST_API_is_told_what_to_do(CancellationToken cancellationToken) =>
        Assert.That(
            () => Replica.StartAsync(_group, _log, cancellationToken, map: _ => { }),
            Throws.InstanceOf<ConnectException>().With.Message.Contains("MapKafkaConnect").And.Message.Contains(_group));

    [Test]
    public async Task The_application_of_a_follower_does_what_the_leader_alone_can_do(CancellationToken cancellationToken)
    {
        // Nobody gets into the REST API: what the workers ask each other is guarded by its signature alone.
        for (var i = 0; i < 2; i++)
            await StartAsync(cancellationToken, services: AddLogin, map: app => app.MapKafkaConnect().RequireAuthorization());
        await ReadyAsync(cancellationToken);
        var follower = _replicas.Single(replica => !replica.IsLeading).Connect;
        foreach (var name in new[] { "one", "two" })
            Assert.That((await follower.CreateConnectorAsync(name, Source(name), cancellationToken: cancellationToken)).Name, Is.EqualTo(name));
        await PlacedAsync(places => places.Count == 4 && places.Values.Distinct().Count() == 2, "both run something, with tasks", cancellationToken);

        foreach (var name in new[] { "one", "two" })
        {
            await follower.RestartConnectorAsync(name, cancellationToken);
            await follower.RestartTaskAsync(new ConnectorTaskId(name, 0), cancellationToken);
        }

        var plan = await follower.RestartConnectorAndTasksAsync(new RestartRequest("one", OnlyFailed: false, IncludeTasks: true), cancellationToken);
        var update =
            await follower.PutConnectorConfigAsync("one", new Dictionary<string, string?>(Source("one")) { ["batch.size"] = "7" }, cancellationToken);
        var patched = await follower.PatchConnectorConfigAsync("one", new Dictionary<string, string?> { ["batch.size"] = "8" }, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.State, Is.EqualTo(ConnectorState.Restarting));
            Assert.That(plan.Tasks.Select(task => task.Id), Is.EqualTo(new[] { new ConnectorTaskId("one", 0) }));
            Assert.That((update.Created, update.Connector.Config["batch.size"]), Is.EqualTo((false, "7")));
            Assert.That(patched.Config["batch.size"], Is.EqualTo("8"));
            Assert.That(
                () => follower.CreateConnectorAsync("one", Source("one"), cancellationToken: cancellationToken),
                Throws.InstanceOf<ConnectorAlreadyExistsException>());
            Assert.That(
                () => follower.ResetOffsetsAsync("one", cancellationToken),
                Throws.InstanceOf<BadRequestException>().With.Message.Contains("STOPPED"));
        }

        await follower.StopConnectorAsync("one", cancellationToken);
        var partition = new Dictionary<string, object?> { ["filename"] = Path.Combine(_folder.FullName, "one") };
        await follower.AlterOffsetsAsync(
            "one", [new ConnectorOffset(partition, new Dictionary<string, object?> { ["position"] = 3L })], cancellationToken);
        Assert.That((await follower.GetOffsetsAsync("one", cancellationToken)).Single().Offset!["position"], Is.EqualTo(3L));
        await follower.ResetOffsetsAsync("one", cancellationToken);
        await follower.DeleteConnectorAsync("one", cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await follower.GetConnectorsAsync(cancellationToken), Is.EqualTo(new[] { "two" }));
            Assert.That(() => follower.DeleteConnectorAsync("one", cancellationToken), Throws.InstanceOf<ConnectorNotFoundException>());
        }
    }

    [Test]
    public async Task A_call_between_workers_without_a_right_signature_is_refused(CancellationToken cancellationToken)
    {
        var replica = await StartAsync(cancellationToken, services: AddLogin, map: app => app.MapKafkaConnect().RequireAuthorization());
        await ReadyAsync(cancellationToken);
        using var http = new HttpClient();
        using var unsigned =
            await http.PostAsJsonAsync(
                new Uri(replica.Api, "internal/calls"), new { operation = "DeleteConnector", connector = "one" }, cancellationToken);
        http.DefaultRequestHeaders.Add("X-Connect-Authorization", Convert.ToBase64String(new byte[32]));
        http.DefaultRequestHeaders.Add("X-Connect-Request-Signature-Algorithm", "HmacSHA256");
        using var forged =
            await http.PostAsJsonAsync(
                new Uri(replica.Api, "internal/calls"), new { operation = "DeleteConnector", connector = "one" }, cancellationToken);
        using var stranger = await http.GetAsync(new Uri(replica.Api, "connectors"), cancellationToken);
        Assert.That(
            new[] { unsigned.StatusCode, forged.StatusCode, stranger.StatusCode },
            Is.EqualTo(new[] { HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized }));
    }

    private static void AddLogin(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("none").AddScheme<AuthenticationSchemeOptions, NobodyIsKnown>("none", null);
        builder.Services.AddAuthorization();
    }

    private async Task<Replica> StartAsync(
        CancellationToken cancellationToken, Action<ConnectWorkerOptions>? configure = null, Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? map = null)
    {
        var replica = await Replica.StartAsync(_group, _log, cancellationToken, configure, services, map);
        _replicas.Add(replica);
        return replica;
    }

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        Eventually.Async(
            () => _replicas.All(replica => replica.Connect.IsReady)
                && _replicas.Any(replica => replica.IsLeading), "the workers have joined", TestTimeouts.Broker, cancellationToken);

    private Dictionary<string, string?> Source(string name)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.AppendAllText(file, $"first of {name}\n");
        return new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["file"] = file, ["topic"] = $"{_group}-lines" };
    }

    private async Task PlacedAsync(Func<Dictionary<string, string>, bool> isWanted, string because, CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, string>();
        try
        {
            await Eventually.Async(
                async () => isWanted(places = await PlacesAsync(_replicas[0].Connect)), because, TestTimeouts.Broker, cancellationToken);
        }
        catch (Exception)
        {
            await TestContext.Out.WriteLineAsync($"It runs: {string.Join(", ", places)}");
            throw;
        }
    }

    /// <summary>Where each connector and task runs.</summary>
    private static async Task<Dictionary<string, string>> PlacesAsync(IKafkaConnect connect)
    {
        var places = new Dictionary<string, string>();
        foreach (var name in await connect.GetConnectorsAsync())
        {
            try
            {
                var status = await connect.GetConnectorStatusAsync(name);
                if (status.State == ConnectorState.Running)
                    places[name] = status.WorkerId;
                foreach (var task in status.Tasks.Where(task => task.State == TaskState.Running))
                    places[task.Id.ToString()] = task.WorkerId;
            }
            catch (ConnectorNotFoundException)
            {
                // Nothing is known of it yet.
            }
        }

        return places;
    }

    /// <summary>Lets nobody in.</summary>
    private sealed class NobodyIsKnown(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
