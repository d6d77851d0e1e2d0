using System.Diagnostics;
using Connect.Tests;

namespace Connect.Integration.Tests.Distributed;

/// <summary>Worker processes of one cluster: how they share the work and pass requests on. <see cref="FailureTableTests"/> is about their
/// failures.</summary>
/// <remarks>Times are printed and held to limits that a busy machine keeps, too; the limits of the design are those of a machine with a processor to
/// spare.</remarks>
[CancelAfter(300_000)]
public sealed class WorkerClusterTests
{
    private const int Connectors = 4;
    private const int Items = 2 * Connectors;

    [Test]
    public async Task A_second_worker_gets_half_of_the_work(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync("scheduled.rebalance.max.delay.ms=0");
        var (first, firstId) = await cluster.StartReadyAsync(cancellationToken);
        await CreateAsync(cluster, first, cancellationToken);
        await cluster.PlacedAsync(
            first, places => places.Count == Items && places.Values.All(id => id == firstId), "the first worker runs everything", cancellationToken);

        var watch = Stopwatch.StartNew();
        var (second, secondId) = await cluster.StartReadyAsync(cancellationToken);
        await cluster.PlacedAsync(
            first, places => IsEven(places, firstId, secondId), "the second worker has its share", cancellationToken);
        await TestContext.Out.WriteLineAsync($"The second worker has its share {watch.Elapsed.TotalSeconds:0.0} s after its start.");
        Assert.That(second.Output, Does.Not.Contain("ERROR"));
    }

    [Test]
    public async Task A_follower_takes_requests_for_the_leader_and_for_the_owner(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync("scheduled.rebalance.max.delay.ms=0");
        var (first, firstId) = await cluster.StartReadyAsync(cancellationToken);
        var (second, secondId) = await cluster.StartReadyAsync(cancellationToken);
        await CreateAsync(cluster, second, cancellationToken);
        await cluster.PlacedAsync(second, places => IsEven(places, firstId, secondId), "both run their share", cancellationToken);

        foreach (var worker in new[] { first, second })
        {
            for (var connector = 0; connector < Connectors; connector++)
            {
                foreach (var path in new[] { $"connectors/c{connector}/restart", $"connectors/c{connector}/tasks/0/restart" })
                {
                    using var answer = await worker.Client.PostAsync(path, null, cancellationToken);
                    Assert.That((int)answer.StatusCode, Is.EqualTo(204), $"{path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
                }
            }
        }

        foreach (var (worker, name) in new[] { (first, "c0"), (second, "c1") })
        {
            using var deleted = await worker.Client.DeleteAsync($"connectors/{name}", cancellationToken);
            Assert.That((int)deleted.StatusCode, Is.EqualTo(204));
        }

        await cluster.PlacedAsync(second, places => places.Count == Items - 4, "two connectors are gone", cancellationToken);
    }

    private static async Task CreateAsync(
        WorkerCluster cluster, Connect.Integration.Tests.Worker.WorkerProcess worker, CancellationToken cancellationToken)
    {
        for (var connector = 0; connector < Connectors; connector++)
            await cluster.CreateSourceAsync(worker, $"c{connector}", cancellationToken);
    }

    private static bool IsEven(IReadOnlyDictionary<string, string> places, string first, string second) =>
        places.Count >= Items && Math.Abs(places.Values.Count(id => id == first) - places.Values.Count(id => id == second)) <= 2
            && places.Values.All(id => id == first || id == second);
}
