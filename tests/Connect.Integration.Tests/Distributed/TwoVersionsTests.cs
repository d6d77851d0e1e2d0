using Connect.Runtime;
using Connect.Runtime.Cluster;
using Connect.Runtime.Herding;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Hosting;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Integration.Tests.Distributed;

/// <summary>Workers of two versions are one cluster while they are upgraded one by one.</summary>
[CancelAfter(180_000)]
public class TwoVersionsTests
{
    private static readonly ProtocolRange Old = new(1, 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-versions-");
    private readonly TestLoggerFactory _log = new();
    private readonly string _group = RandomNames.Group();

    [TearDown]
    public void Clean() => _folder.Delete(recursive: true);

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_old_and_a_new_worker_share_the_work_in_the_old_version_and_new_workers_alone_in_the_new(
        bool isOldFirst, CancellationToken cancellationToken)
    {
        await using var first = await StartAsync(isOldFirst ? Old : ProtocolRange.Known, cancellationToken);
        foreach (var name in new[] { "one", "two" })
            await first.Connect.CreateConnectorAsync(name, Source(name), cancellationToken: cancellationToken);
        await RunsAsync(first, [first], isOldFirst ? 1 : 2, cancellationToken);

        // Which of the two leads is the group's choice.
        var second = await StartAsync(isOldFirst ? ProtocolRange.Known : Old, cancellationToken);
        await RunsAsync(first, [first, second], 1, cancellationToken);
        await RunsAsync(second, [first, second], 1, cancellationToken);
        if (!isOldFirst)
        {
            // The old one goes: nothing keeps the others from the new version.
            await second.DisposeAsync();
            await RunsAsync(first, [first], 2, cancellationToken);
            return;
        }

        await first.DisposeAsync();
        await RunsAsync(second, [second], 2, cancellationToken);
        await second.DisposeAsync();
    }

    private async Task<Replica> StartAsync(ProtocolRange known, CancellationToken cancellationToken)
    {
        var replica =
            await Replica.StartAsync(
                _group, _log, cancellationToken, services: builder => builder.Services.AddKeyedSingleton<IWorkerMode>("", (services, _) =>
        {
            var clients = (KafkaClients)services.GetRequiredKeyedService<IKafkaClients>("");
            return new DistributedMode(
                clients.ForCluster,
                clients,
                services.GetRequiredKeyedService<AdvertisedAddress>(""),
                properties => new WorkerLink(WorkerLink.NewHandler(properties)))
            { Known = known };
        }));
        await Eventually.Async(() => replica.Connect.IsReady, "the worker has joined", TestTimeouts.Broker, cancellationToken);
        return replica;
    }

    /// <summary>Waits until both connectors and their tasks run on exactly these workers, and the work is shared in a version.</summary>
    private static Task RunsAsync(Replica asked, Replica[] workers, int protocol, CancellationToken cancellationToken) => Eventually.Async(
        async () =>
        {
            var ids = new List<string>();
            foreach (var name in await asked.Connect.GetConnectorsAsync())
            {
                try
                {
                    var status = await asked.Connect.GetConnectorStatusAsync(name);
                    ids.AddRange(status.Tasks.Where(task => task.State == TaskState.Running).Select(task => task.WorkerId));
                    if (status.State == ConnectorState.Running)
                        ids.Add(status.WorkerId);
                }
                catch (ConnectorNotFoundException)
                {
                    // Nothing is known of it yet.
                }
            }

            return ids.Count == 4 && ids.Distinct().Order().SequenceEqual(workers.Select(worker => worker.Connect.WorkerId).Order())
                && ((KafkaConnect)asked.Connect).Cluster!.Protocol == protocol;
        },
        $"{workers.Length} workers run everything in version {protocol}",
        TestTimeouts.Broker,
        cancellationToken);

    private Dictionary<string, string?> Source(string name)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.AppendAllText(file, $"first of {name}\n");
        return new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["file"] = file, ["topic"] = $"{_group}-lines" };
    }
}
