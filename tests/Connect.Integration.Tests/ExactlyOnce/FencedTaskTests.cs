using System.Globalization;
using Confluent.Kafka;
using Connect.Integration.Tests.Distributed;
using Connect.Tests;

namespace Connect.Integration.Tests.ExactlyOnce;

/// <summary>A late zombie takes the transactional id of a task that runs exactly once on the worker to which it is assigned.</summary>
public sealed class FencedTaskTests
{
    [Test, CancelAfter(300_000)]
    public async Task Task_that_a_zombie_has_fenced_runs_again_by_itself_but_not_for_ever(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync("exactly.once.source.support=enabled");
        var (worker, id) = await cluster.StartReadyAsync(cancellationToken);
        var name = RandomNames.Next("fenced");
        await cluster.CreateSourceAsync(worker, name, cancellationToken);
        await using var reader = new CommittedReader(cluster.Bootstrap, cluster.Topic);
        await reader.ReadToAsync($"first of {name}", TestTimeouts.Broker, cancellationToken);

        for (var zombie = 1; zombie <= 4; zombie++)
        {
            await cluster.PlacedAsync(worker, places => places.GetValueOrDefault($"{name}-0") == id, "the task runs", cancellationToken);
            TakeTransactionalId(cluster.Bootstrap, $"{cluster.Group}-{name}-0");
            var line = string.Create(CultureInfo.InvariantCulture, $"line {zombie}");
            await File.AppendAllTextAsync(cluster.At(name), line + "\n", cancellationToken);
            if (zombie <= 3)
                await reader.ReadToAsync(line, TestTimeouts.Broker, cancellationToken);
        }

        await cluster.UntilAsync(
            async () => (await worker.Client.GetStringAsync($"connectors/{name}/status", cancellationToken))
                .Contains("Not restarted again", StringComparison.Ordinal),
            "three restarts are enough", cancellationToken);
        var status = await worker.Client.GetStringAsync($"connectors/{name}/status", cancellationToken);
        Assert.That(status, Does.Contain("FAILED").And.Contain("another producer has taken its transactional id"));
        Assert.That(reader.Texts, Is.EqualTo(new[] { $"first of {name}", "line 1", "line 2", "line 3" }), "each line once, in order");
    }

    private static void TakeTransactionalId(string servers, string transactionalId)
    {
        using var zombie = new ProducerBuilder<string, string>(
            new ProducerConfig { BootstrapServers = servers, TransactionalId = transactionalId }).Build();
        zombie.InitTransactions(TestTimeouts.Broker);
    }
}
