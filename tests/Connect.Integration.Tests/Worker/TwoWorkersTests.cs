using Connect.FileStreams;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connect.Integration.Tests.Worker;

/// <summary>Two workers in one process, on two brokers or on one, with connectors and topics of the same names.</summary>
[CancelAfter(120_000)]
public sealed class TwoWorkersTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-two-").FullName;
    private readonly string _topic = RandomNames.Topic();

    [TearDown]
    public void RemoveFiles() => Directory.Delete(_folder, recursive: true);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Nothing_of_one_worker_reaches_the_other(bool real, CancellationToken cancellationToken)
    {
        var broker = real ? (await TestBroker.GetRealAsync()).BootstrapServers : $"embedded:{RandomNames.Topic()}";
        await File.WriteAllLinesAsync(At("in-left"), ["left 1", "left 2"], cancellationToken);
        await File.WriteAllLinesAsync(At("in-right"), ["right 1", "right 2", "right 3"], cancellationToken);
        using (var host = Build(broker))
        {
            await host.StartAsync(cancellationToken);
            await ArrivedAsync("left", 2, cancellationToken);
            await ArrivedAsync("right", 3, cancellationToken);

            // What is asked of one is done by one.
            var (left, right) =
                (host.Services.GetRequiredKeyedService<IKafkaConnect>("left"), host.Services.GetRequiredKeyedService<IKafkaConnect>("right"));
            await left.DeleteConnectorAsync("sink", cancellationToken);
            Assert.That(await left.GetConnectorsAsync(cancellationToken), Is.EqualTo(new[] { "source" }));
            Assert.That(await right.GetConnectorsAsync(cancellationToken), Is.EqualTo(new[] { "sink", "source" }));
            await File.AppendAllLinesAsync(At("in-right"), ["right 4"], cancellationToken);
            await ArrivedAsync("right", 4, cancellationToken);
            await host.StopAsync(cancellationToken);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllLinesAsync(At("out-left"), cancellationToken), Is.EqualTo(new[] { "left 1", "left 2" }));
            Assert.That(
                await File.ReadAllLinesAsync(At("out-right"), cancellationToken), Is.EqualTo(new[] { "right 1", "right 2", "right 3", "right 4" }));
            Assert.That(new FileInfo(At("offsets-left")).Length, Is.Positive);
            Assert.That(
                await File.ReadAllBytesAsync(At("offsets-left"), cancellationToken),
                Is.Not.EqualTo(await File.ReadAllBytesAsync(At("offsets-right"), cancellationToken)));
        }
    }

    [Test]
    public async Task Two_workers_on_one_offset_file_are_refused_with_the_file(CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var name in new[] { "left", "right" })
            builder.AddKeyedKafkaConnect(
                name, configure: worker => (worker.BootstrapServers, worker.OffsetStorageFile) = ($"embedded:{_topic}", At("offsets")));
        using var host = builder.Build();

        Assert.That(() => host.StartAsync(cancellationToken), Throws.InstanceOf<ConnectException>().With.Message.Contains(At("offsets")));
        await host.StopAsync(cancellationToken);
    }

    private IHost Build(string rightBroker)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:left"] = $"embedded:{RandomNames.Topic()}",
            ["ConnectionStrings:other"] = rightBroker,
            ["Kafka:Connect:Workers:left:OffsetStorageFile"] = At("offsets-left"),
            ["Kafka:Connect:Workers:right:OffsetStorageFile"] = At("offsets-right"),
            ["Kafka:Connect:Workers:right:Properties:consumer.session.timeout.ms"] = "6000",
        });
        Add(builder.AddKeyedKafkaConnect("left"), "left");
        Add(builder.AddKeyedKafkaConnect("right", "other"), "right");
        return builder.Build();
    }

    private void Add(IKafkaConnectBuilder worker, string name) => worker
        .AddPlugins(FileStreamPlugins.All)
        .AddConnector("source", "FileStreamSource", source => (source["file"], source["topic"]) = (At($"in-{name}"), _topic))
        .AddConnector("sink", "FileStreamSink", sink =>
        {
            sink["file"] = At($"out-{name}");
            sink.Topics.Add(_topic);
        });

    private Task ArrivedAsync(string worker, int lines, CancellationToken cancellationToken) => Eventually.Async(
        () => File.Exists(At($"out-{worker}"))
            && File.ReadAllLines(At($"out-{worker}")).Length >= lines, $"{lines} lines arrive in {worker}", TestTimeouts.Broker, cancellationToken);

    private string At(string name) => Path.Combine(_folder, name);
}
