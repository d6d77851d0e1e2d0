using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class GroupPresenceBrokerTests
{
    [Test, CancelAfter(400_000), Explicit("Three brokers: run by hand until it has been seen on a machine with time for them")]
    public async Task Coordinator_that_is_killed_brings_nobody_into_doubt(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync(3);
        await using var lab = new GroupLab(kafka.BootstrapServers, new() { ["session.timeout.ms"] = "20000" });
        await lab.CreateTopicAsync();
        var a = lab.Join("a:8083");
        await Eventually.Async(() => a is { IsHeld: true, IsCandidate: true }, "a is in", TestTimeouts.Broker, cancellationToken);
        var b = lab.Join("b:8083");
        await Eventually.Async(() => b.IsHeld && a.Generation == b.Generation, "b is in", TestTimeouts.Broker, cancellationToken);
        var describer = lab.Describer();
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        var group = await admin.DescribeConsumerGroupsAsync([lab.Config.GroupId], new() { RequestTimeout = TimeSpan.FromHours(1) });

        await kafka.KillAsync(group.ConsumerGroupDescriptions[0].Coordinator.Id);

        await Eventually.Async(
            async () =>
            {
                try
                {
                    return await describer.DescribeAsync(cancellationToken) is { State: GroupState.Stable, Members.Count: 2 };
                }
                catch (KafkaClientException e) when (e.IsTransient)
                {
                    return false;
                }
            }, "another broker coordinates the group", TestTimeouts.Broker, cancellationToken);
        Assert.That(a.Count<PresenceEvent.InDoubt>() + b.Count<PresenceEvent.InDoubt>(), Is.Zero, $"{a}\n{b}");
        Assert.That(a is { IsHeld: true, IsCandidate: true } && b is { IsHeld: true, IsCandidate: false }, Is.True);
    }

    [Test, CancelAfter(400_000)]
    public async Task Live_Java_cluster_of_the_same_group_keeps_the_worker_out_and_it_says_why_once(CancellationToken cancellationToken)
    {
        if (!LocalKafka.IsAvailable)
            MissingBroker.SkipOrFail("a Kafka distribution (KAFKA_HOME)");
        await using var lab = await GroupLab.OnRealAsync();
        var describer = lab.Describer();
        var java = StartJava(lab, out var folder);
        try
        {
            await Eventually.Async(
                async () => (await describer.DescribeAsync(cancellationToken)).State == GroupState.Foreign, "the Java worker is in",
                TimeSpan.FromSeconds(240), cancellationToken);

            var worker = lab.Join("ours:8083");

            await Eventually.Async(() => worker.Presence.Status.Trouble is not null, "it is kept out", TestTimeouts.Broker, cancellationToken);
            Assert.That(worker.Presence.Status.Trouble, Does.Contain(lab.Config.GroupId).And.Contain("Java"));
            Assert.That(worker.IsHeld, Is.False);
            java.Kill();
            await java.WaitForExitAsync(cancellationToken);
            await Eventually.Async(
                () => worker is { IsHeld: true, IsCandidate: true }, "it joins when the Java worker is gone", TestTimeouts.Broker, cancellationToken);
            Assert.That(worker.Presence.Status.Trouble, Is.Null);
            Assert.That(
                lab.Logs.Entries.Count(entry => entry.Message.Contains("in use by members of another protocol", StringComparison.Ordinal)),
                Is.EqualTo(1));
        }
        finally
        {
            if (!java.HasExited)
                java.Kill();
            java.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process StartJava(GroupLab lab, out string folder)
    {
        folder = Directory.CreateTempSubdirectory("connect-java-").FullName;
        var file = Path.Combine(folder, "worker.properties");
        File.WriteAllText(
            file,
            $"""
            bootstrap.servers={lab.BootstrapServers}
            group.id={lab.Config.GroupId}
            listeners=http://127.0.0.1:{FreePort()}
            key.converter=org.apache.kafka.connect.json.JsonConverter
            value.converter=org.apache.kafka.connect.json.JsonConverter
            config.storage.topic={lab.Config.GroupId}-configs
            offset.storage.topic={lab.Config.GroupId}-offsets
            status.storage.topic={lab.Config.GroupId}-status
            config.storage.replication.factor=1
            offset.storage.replication.factor=1
            status.storage.replication.factor=1
            offset.storage.partitions=1
            status.storage.partitions=1

            """);
        var start = new ProcessStartInfo(
            Path.Combine(RepoPaths.KafkaHome!, "bin", "connect-distributed.sh"),
            [file])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LOG_DIR"] = folder;
        var java = Process.Start(start)!;
        java.OutputDataReceived += (_, _) => { };
        java.ErrorDataReceived += (_, _) => { };
        java.BeginOutputReadLine();
        java.BeginErrorReadLine();
        return java;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
