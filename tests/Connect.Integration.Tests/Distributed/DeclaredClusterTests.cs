using Connect.Runtime;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Microsoft.Extensions.Logging;

namespace Connect.Integration.Tests.Distributed;

/// <summary>What an application declares is the desired state of its cluster: carried out once, by the leader, and never over what a person
/// changed.</summary>
[CancelAfter(180_000)]
public class DeclaredClusterTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-declared-");
    private readonly TestLoggerFactory _log = new();
    private readonly string _group = RandomNames.Group();

    [TearDown]
    public void Clean() => _folder.Delete(recursive: true);

    [Test]
    public async Task Declared_connectors_are_created_once_updated_by_a_new_version_and_left_alone_where_a_person_changed_them(
        CancellationToken cancellationToken)
    {
        // Two replicas of the first version: both start together.
        await using (var first = await StartAsync("10", cancellationToken))
        await using (var second = await StartAsync("10", cancellationToken))
        {
            await RunsAsync(second, cancellationToken);
            Assert.That(await PlanAsync(second, "kept"), Is.EqualTo((DeclarationAction.None, "")));
            Assert.That(_log.Entries.Count(entry => entry.Message.Contains("connector kept has been", StringComparison.Ordinal)), Is.EqualTo(1));
        }

        // A new version: what is declared has changed.
        await using (var replica = await StartAsync("20", cancellationToken))
        {
            await Eventually.Async(
                async () => await BatchSizeAsync(replica, "kept") == "20", "the new version is carried out", TestTimeouts.Broker, cancellationToken);
            await Eventually.Async(
                async () => await PlanAsync(replica, "gone") == (DeclarationAction.None, ""), "all of it", TestTimeouts.Broker, cancellationToken);

            // A person changes one connector and deletes another.
            await replica.Connect.PatchConnectorConfigAsync("kept", new Dictionary<string, string?> { ["batch.size"] = "7" }, cancellationToken);
            await replica.Connect.DeleteConnectorAsync("gone", cancellationToken);
            Assert.That(await PlanAsync(replica, "kept"), Is.EqualTo((DeclarationAction.Drift, "batch.size: 7 -> 20")));
        }

        // Neither a restart nor a new version takes that back; both are reported.
        await using (var replica = await StartAsync("30", cancellationToken))
        {
            await Eventually.Async(
                () => _log.Entries.Count(
                    entry => entry.Level == LogLevel.Warning
                        && entry.Message.Contains("differs from the application's declaration", StringComparison.Ordinal)) == 2,
                "both are reported", TestTimeouts.Broker, cancellationToken);
            Assert.That(await BatchSizeAsync(replica, "kept"), Is.EqualTo("7"));
            Assert.That(await replica.Connect.GetConnectorsAsync(cancellationToken), Is.EqualTo(new[] { "kept" }));
            Assert.That((await PlanAsync(replica, "gone")).Action, Is.EqualTo(DeclarationAction.Drift));
        }

        // Unless the application says that it wins.
        await using (var replica = await StartAsync("30", cancellationToken, worker => worker.OverwriteDrift = worker.RequireConnectors = true))
        {
            Assert.That(await BatchSizeAsync(replica, "kept"), Is.EqualTo("30"));
            Assert.That(await BatchSizeAsync(replica, "gone"), Is.EqualTo("30"));
        }
    }

    [Test]
    public async Task A_plan_shows_what_a_declaration_would_do_and_does_nothing(CancellationToken cancellationToken)
    {
        await using var replica = await StartAsync("10", cancellationToken);
        await RunsAsync(replica, cancellationToken);
        var declared = new Dictionary<string, IReadOnlyDictionary<string, string?>>
        {
            ["kept"] = Source("kept", "40"),
            ["new"] = new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["batch.size"] = "x" },
        };
        var plans = await replica.Connect.PlanAsync(declared, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                plans.Select(plan => (plan.Name, plan.Action)),
                Is.EqualTo(new[] { ("kept", DeclarationAction.Update), ("new", DeclarationAction.Create) }));
            Assert.That(plans[0].Changes, Is.EqualTo(new[] { new ConfigDifference("batch.size", "10", "40") }));
            Assert.That(plans[1].Errors, Has.Some.Contains("batch.size").And.Some.Contains("topic"));
            Assert.That(await BatchSizeAsync(replica, "kept"), Is.EqualTo("10"));
            Assert.That(await replica.Connect.GetConnectorsAsync(cancellationToken), Is.EqualTo(new[] { "gone", "kept" }));
        }
    }

    private async Task<Replica> StartAsync(string batchSize, CancellationToken cancellationToken, Action<ConnectWorkerOptions>? configure = null)
    {
        var replica = await Replica.StartAsync(_group, _log, cancellationToken, worker =>
        {
            worker.Connectors["kept"] = Source("kept", batchSize);
            worker.Connectors["gone"] = Source("gone", batchSize);
            configure?.Invoke(worker);
        });
        await Eventually.Async(() => replica.Connect.IsReady, "the worker has joined", TestTimeouts.Broker, cancellationToken);
        return replica;
    }

    private Dictionary<string, string?> Source(string name, string batchSize)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.AppendAllText(file, $"first of {name}\n");
        return new Dictionary<string, string?>
        {
            ["connector.class"] = "FileStreamSource",
            ["file"] = file,
            ["topic"] = $"{_group}-lines",
            ["batch.size"] = batchSize
        };
    }

    private static Task RunsAsync(Replica replica, CancellationToken cancellationToken) => Eventually.Async(
        async () =>
        {
            var names = await replica.Connect.GetConnectorsAsync();
            return names.Count == 2
                && (await Task.WhenAll(names.Select(name => PlanAsync(replica, name)))).All(plan => plan.Action == DeclarationAction.None);
        },
        "what is declared is there", TestTimeouts.Broker, cancellationToken);

    private static async Task<string?> BatchSizeAsync(Replica replica, string name) =>
        (await replica.Connect.GetConnectorsAsync()).Contains(name)
            ? (await replica.Connect.GetConnectorAsync(name)).Config["batch.size"] : null;

    private static async Task<(DeclarationAction Action, string Changes)> PlanAsync(Replica replica, string name)
    {
        var plan = (await replica.Connect.PlanAsync()).Single(plan => plan.Name == name);
        return (plan.Action, string.Join(", ", plan.Changes.Select(change => $"{change.Key}: {change.Stored} -> {change.Declared}")));
    }
}
