using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

/// <summary>Admin clients that connectors share.</summary>
public sealed class SharedAdminTests
{
    [Test, CancelAfter(60_000)]
    public async Task Connectors_with_equal_settings_share_a_client_until_the_last_has_left(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(2);
        await using var first = lab.Admin();
        await using var second = lab.Admin();
        Assert.That(lab.Clients.Connections, Has.Count.EqualTo(1));

        var mine = await first.DescribeTopicsAsync([topic], cancellationToken);
        await first.DisposeAsync();
        await first.DisposeAsync();
        var found = await second.DescribeTopicsAsync([topic], cancellationToken);
        await second.DisposeAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mine[topic].Partitions, Is.EqualTo(2));
            Assert.That(found, Is.EqualTo(mine));
            Assert.That(lab.Clients.Connections, Is.Empty);
        }
    }

    [Test]
    public async Task Other_settings_or_an_id_of_its_own_need_another_client()
    {
        await using var lab = new KafkaLab("127.0.0.1:1");
        await using var first = lab.Admin();
        await using var slower = lab.Admin(new() { ["admin.override.request.timeout.ms"] = "40000" });
        await using var named = lab.Admin(new() { ["admin.override.client.id"] = "mine" });
        await using var named2 = lab.Admin(new() { ["admin.override.client.id"] = "mine" });

        Assert.That(lab.Clients.Connections.Select(connection => connection.ClientId), Is.EquivalentTo(new[]
        {
            "connector-adminclient-shared-1", "connector-adminclient-shared-2", "mine", "mine",
        }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_call_that_one_connector_cancels_fails_nobody_elses(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var first = lab.Admin();
        await using var second = lab.Admin();
        var topic = await lab.CreateTopicAsync(3);

        for (var i = 0; i < 20; i++)
        {
            using var impatient = new CancellationTokenSource();
            var cancelled = first.DescribeTopicsAsync([topic], impatient.Token);
            var patient = second.DescribeTopicsAsync([topic], cancellationToken);
            await impatient.CancelAsync();

            Assert.That((await patient)[topic].Partitions, Is.EqualTo(3));
            await cancelled.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task An_outage_names_every_connector_that_waits_on_the_client(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab("127.0.0.1:1");
        await using var first = lab.Admin();
        await using var second = lab.Admin();
        using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        var asked = first.DescribeTopicsAsync(["t"], call.Token);
        await Eventually.Async(() => lab.Clients.Outages.Count == 2, "both connectors show the outage", cancellationToken: cancellationToken);
        await call.CancelAsync();

        Assert.That(async () => await asked, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(lab.Clients.Outages.Select(outage => outage.Client.Use?.Connector).Distinct().Count(), Is.EqualTo(2));
    }
}
