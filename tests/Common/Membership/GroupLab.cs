using System.Collections.Concurrent;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Tests.Brokers;

namespace Connect.Tests.Membership;

/// <summary>The clients of a cluster's workers for tests, on one broker.</summary>
internal sealed class GroupLab : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _worker;
    private readonly ConcurrentBag<IAsyncDisposable> _made = [];
    private readonly KafkaClients _clients;

    public GroupLab(string bootstrapServers, Dictionary<string, string?>? worker = null)
    {
        _worker = new(worker ?? []) { ["bootstrap.servers"] = bootstrapServers };
        _worker.TryAdd("group.id", RandomNames.Group());
        _worker.TryAdd("session.timeout.ms", "6000");
        Config = MembershipConfig.Of(_worker);
        _clients = new KafkaClients(Logs, TimeProvider.System);
        Cluster = _clients.ForCluster(Config);
    }

    public TestLoggerFactory Logs { get; } = new();

    public MembershipConfig Config { get; }

    public string BootstrapServers => _worker["bootstrap.servers"]!;

    public IMembershipClients Cluster { get; }

    /// <summary>A lab on the broker that the tests share, with the coordination topic.</summary>
    public static async Task<GroupLab> OnRealAsync(Dictionary<string, string?>? worker = null)
    {
        var lab = new GroupLab((await TestBroker.GetRealAsync()).BootstrapServers, worker);
        await lab.CreateTopicAsync();
        return lab;
    }

    public IKafkaAdmin Admin() => _clients.CreateAdmin(new ClientConfigs(_worker).WorkerAdmin("test-admin"));

    public async Task CreateTopicAsync()
    {
        await using var admin = Admin();
        await CoordinationTopic.EnsureAsync(admin, Config.CoordinationTopic, -1, CancellationToken.None);
    }

    /// <summary>A member that has started, with a herder that is alive for as long as it is not told to hang.</summary>
    public PresentWorker Join(string workerId)
    {
        var worker = new PresentWorker(Cluster.CreatePresence(new WorkerIncarnation(workerId, RandomNames.Next("run"))));
        _made.Add(worker);
        return worker;
    }

    public ILeaderWriter Leader()
    {
        var writer = Cluster.CreateLeaderWriter();
        _made.Add(writer);
        return writer;
    }

    public IGroupDescriber Describer()
    {
        var describer = Cluster.CreateDescriber();
        _made.Add(describer);
        return describer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var made in _made)
            await made.DisposeAsync();
        await _clients.DisposeAsync();
    }
}
