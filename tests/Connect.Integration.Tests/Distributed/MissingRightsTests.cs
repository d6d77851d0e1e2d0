using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Integration.Tests.Worker;
using Connect.Tests.Brokers;
using Connect.WorkerProgram;

namespace Connect.Integration.Tests.Distributed;

/// <summary>A broker with ACLs: <c>check-takeover</c> and the worker itself name what the worker's principal may not do.</summary>
[CancelAfter(300_000)]
public sealed class MissingRightsTests
{
    /// <summary>The native client's resource type of transactional ids, for which the managed one has no name.</summary>
    private const ResourceType TransactionalId = (ResourceType)5;

    private static readonly AclOperation[] TopicRights = [AclOperation.Read, AclOperation.Write, AclOperation.Describe, AclOperation.Create];

    private static LocalKafka _kafka = null!;
    private static IAdminClient _admin = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        // Controllers and brokers talk to each other without a login.
        _kafka = await LocalKafka.StartAsync(
            1,
            "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:SASL_PLAINTEXT",
            "sasl.enabled.mechanisms=PLAIN",
            "inter.broker.listener.name=PLAINTEXT",
            "sasl.mechanism.inter.broker.protocol=PLAIN",
            $"listener.name.plaintext.plain.sasl.jaas.config={LoginOf("admin")} user_admin=\"admin\" user_worker=\"worker\";",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users=User:admin;User:ANONYMOUS");
        _admin = new AdminClientBuilder(new AdminClientConfig
        {
            BootstrapServers = _kafka.BootstrapServers,
            SecurityProtocol = SecurityProtocol.SaslPlaintext,
            SaslMechanism = SaslMechanism.Plain,
            SaslUsername = "admin",
            SaslPassword = "admin",
        }).Build();
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        _admin?.Dispose();
        if (_kafka is not null)
            await _kafka.DisposeAsync();
    }

    [Test]
    public async Task Documented_rights_are_enough(CancellationToken cancellationToken)
    {
        await using var cluster = Cluster();
        await GrantAsync(RightsOf(cluster.Group));
        var (worker, _) = await cluster.StartReadyAsync(cancellationToken);
        await GrantAsync([.. TopicRights.Select(right => (ResourceType.Topic, cluster.Topic, right))]);
        await cluster.CreateSourceAsync(worker, "lines", cancellationToken);
        await cluster.PlacedAsync(worker, places => places.ContainsKey("lines-0"), "it runs a connector", cancellationToken);

        var (code, text) = await CheckAsync(cluster, cancellationToken);

        Assert.That(code, Is.EqualTo(ExitCodes.Success), text);
    }

    [TestCase("configs", AclOperation.Any, "lacks Describe")]
    [TestCase("offsets", AclOperation.Any, "lacks Describe")]
    [TestCase("status", AclOperation.Any, "lacks Describe")]
    [TestCase("coordination", AclOperation.Any, "lacks Describe")]
    [TestCase("configs", AclOperation.Write, "lacks Write on it")]
    [TestCase("offsets", AclOperation.Read, "lacks Read on it")]
    [TestCase("coordination", AclOperation.Write, "lacks Write on it")]
    public async Task Right_on_a_topic_is_missed(string topic, AclOperation missing, string says, CancellationToken cancellationToken)
    {
        await using var cluster = Cluster();
        await ShowAsync(cluster, (ResourceType.Topic, $"{cluster.Group}-{topic}", missing), says, ExitCodes.Refused, cancellationToken);
    }

    [TestCase(AclOperation.Any, "The workers need Read and Describe on it")]
    [TestCase(AclOperation.Read, "lacks Read on it")]
    public async Task Right_on_the_group_is_missed(AclOperation missing, string says, CancellationToken cancellationToken)
    {
        await using var cluster = Cluster();
        await ShowAsync(cluster, (ResourceType.Group, cluster.Group, missing), says, ExitCodes.Refused, cancellationToken);
    }

    [TestCase(AclOperation.Any)]
    [TestCase(AclOperation.Write)]
    public async Task Right_on_the_transactional_id_is_missed(AclOperation missing, CancellationToken cancellationToken)
    {
        await using var cluster = Cluster();
        // The brokers do not tell which rights a principal has on a transactional id.
        await ShowAsync(
            cluster, (TransactionalId, $"connect-cluster-{cluster.Group}", missing), "grant the worker's principal Write and Describe on it",
            ExitCodes.Success, cancellationToken);
    }

    /// <summary>Takes a right away, and looks at what the check and a worker say.</summary>
    private static async Task ShowAsync(
        WorkerCluster cluster, (ResourceType Type, string Name, AclOperation Right) missing, string says, int code,
        CancellationToken cancellationToken)
    {
        await GrantAsync(
            [
                .. RightsOf(cluster.Group).Where(right =>
                    (right.Type, right.Name) != (missing.Type, missing.Name)
                        || (missing.Right != AclOperation.Any && right.Right != missing.Right)),
            ]);
        await _admin.CreateTopicsAsync(new[] { "configs", "offsets", "status", "coordination" }.Select(topic => new TopicSpecification
        {
            Name = $"{cluster.Group}-{topic}",
            NumPartitions = 1,
            Configs = new() { ["cleanup.policy"] = "compact" },
        }));

        var (found, text) = await CheckAsync(cluster, cancellationToken);

        Assert.That(
            text.Split('\n').Any(
                line => line.Contains($" {missing.Name} ", StringComparison.Ordinal) && line.Contains(says, StringComparison.Ordinal)), Is.True,
            text);
        Assert.That(found, Is.EqualTo(code), text);
        // The names of the topics begin with the group's.
        var named = missing.Type == ResourceType.Group ? $"cannot join group {missing.Name}:" : missing.Name;
        var (worker, _) = cluster.Start();
        await cluster.UntilAsync(
            () => Task.FromResult(worker.Output.Split('\n').Any(
                line => new[] { " WARN ", " ERROR ", " FATAL " }.Any(level => line.Contains(level, StringComparison.Ordinal))
                    && line.Contains(named, StringComparison.Ordinal) && line.Contains("authoriz", StringComparison.OrdinalIgnoreCase))),
            "the worker names what it may not use", cancellationToken);
        await TestContext.Out.WriteLineAsync(worker.Output);
    }

    /// <summary>What docs/distributed.md says that the workers need.</summary>
    private static (ResourceType Type, string Name, AclOperation Right)[] RightsOf(string group) =>
    [
        .. new[] { "configs", "offsets", "status", "coordination" }
            .SelectMany(topic => TopicRights.Select(right => (ResourceType.Topic, $"{group}-{topic}", right))),
        (ResourceType.Group, group, AclOperation.Read),
        (ResourceType.Group, group, AclOperation.Describe),
        (TransactionalId, $"connect-cluster-{group}", AclOperation.Write),
        (TransactionalId, $"connect-cluster-{group}", AclOperation.Describe),
    ];

    private static string LoginOf(string user) =>
        $"org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{user}\" password=\"{user}\"";

    private static async Task<(int Code, string Text)> CheckAsync(WorkerCluster cluster, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var code = await TakeoverCommand.RunAsync(cluster.WriteWorkerFile(WorkerProcess.FreePort()), output, cancellationToken);
        return (code, output.ToString());
    }

    private static WorkerCluster Cluster() => WorkerCluster.On(
        _kafka,
        [
            .. new[] { "", "producer.", "consumer.", "admin." }.SelectMany(prefix => new[]
            {
                $"{prefix}security.protocol=SASL_PLAINTEXT",
                $"{prefix}sasl.mechanism=PLAIN",
                $"{prefix}sasl.jaas.config={LoginOf("worker")};",
            }),
        ]);

    private static Task GrantAsync((ResourceType Type, string Name, AclOperation Right)[] rights) => _admin.CreateAclsAsync(
        rights.Select(right => new AclBinding
        {
            Pattern = new ResourcePattern { Type = right.Type, Name = right.Name, ResourcePatternType = ResourcePatternType.Literal },
            Entry = new AccessControlEntry
            {
                Principal = "User:worker",
                Host = "*",
                Operation = right.Right,
                PermissionType = AclPermissionType.Allow,
            },
        }));
}
