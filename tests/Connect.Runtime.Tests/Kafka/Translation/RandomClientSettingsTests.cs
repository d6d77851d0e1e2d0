using System.Globalization;
using System.Runtime.InteropServices;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Tests.Kafka.Translation;

/// <summary>Random settings that clients of Java take: each has to make a client here.</summary>
internal sealed class RandomClientSettingsTests
{
    private const int Rounds = 300;
    private const int ErrorSize = 512;

    private static readonly long[] Corners =
        [-1, 0, 1, 5, 9, 10, 50, 99, 100, 999, 1_000, 5_000, 6_000, 10_000, 45_000, 60_000, 500_000, 1_000_000, 60_000_000, 1_000_000_000,
            int.MaxValue];

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["acks"] = ["all", "-1", "0", "1"],
        ["allow.auto.create.topics"] = ["true", "false"],
        ["auto.offset.reset"] = ["latest", "earliest", "none", "by_duration:PT1H"],
        ["check.crcs"] = ["true", "false"],
        ["client.dns.lookup"] = ["use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"],
        ["client.rack"] = ["", "r1"],
        ["compression.type"] = ["none", "gzip", "snappy", "lz4", "zstd"],
        ["enable.auto.commit"] = ["true", "false"],
        ["enable.idempotence"] = ["true", "false"],
        ["enable.metrics.push"] = ["true", "false"],
        ["exclude.internal.topics"] = ["true", "false"],
        ["group.instance.id"] = ["i1"],
        ["group.protocol"] = ["classic", "CLASSIC", "consumer", "Consumer"],
        ["group.remote.assignor"] = ["uniform", "range"],
        ["isolation.level"] = ["read_committed", "read_uncommitted"],
        ["metadata.recovery.strategy"] = ["rebootstrap", "REBOOTSTRAP", "none", "NONE"],
        ["partition.assignment.strategy"] =
        [
            "org.apache.kafka.clients.consumer.RangeAssignor", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
            "org.apache.kafka.clients.consumer.RangeAssignor,org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
        ],
        ["partitioner.ignore.keys"] = ["true", "false"],
        ["transactional.id"] = ["t1"],
    };

    private static readonly string[] FurtherNumbers =
        ["connections.max.idle.ms", "heartbeat.interval.ms", "session.timeout.ms", "socket.connection.setup.timeout.ms",
            "socket.connection.setup.timeout.max.ms", "transaction.timeout.ms"];

    [Test]
    public void Whatever_Java_takes_makes_a_client([Values] ClientKind kind)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var made = 0;
        for (var round = 0; round < Rounds || made < Rounds / 3; round++)
        {
            var config = Draw(random, kind);
            if (JavaClientRules.Find(config).Any())
                continue;
            made++;
            Assert.That(
                () => Make(kind, ClientConfigTranslator.Translate(config)), Throws.Nothing,
                $"seed {seed}, round {round}: {string.Join(' ', config.Entries)}");
        }
    }

    private static ClientConfig Draw(Random random, ClientKind kind)
    {
        var entries = new Dictionary<string, string?> { ["bootstrap.servers"] = "127.0.0.1:1", ["client.id"] = "c" };
        if (kind == ClientKind.Consumer)
            entries["group.id"] = "g";
        var numbers = JavaRanges.LimitedNumbers.Concat(FurtherNumbers).Order(StringComparer.Ordinal).ToArray();
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            if (random.Next(3) == 0)
            {
                var word = Words.ElementAt(random.Next(Words.Count));
                entries[word.Key] = word.Value[random.Next(word.Value.Length)];
            }
            else
            {
                var number = random.Next(2) == 0 ? Corners[random.Next(Corners.Length)] : (long)Math.Pow(10, random.NextDouble() * 9);
                entries[numbers[random.Next(numbers.Length)]] = number.ToString(CultureInfo.InvariantCulture);
            }
        }

        foreach (var key in entries.Keys.Where(key => JavaClientKeys.Find(kind, key) is null).ToArray())
            entries.Remove(key);
        return new ClientConfig(kind, "c", entries);
    }

    private static void Make(ClientKind kind, TranslatedConfig config)
    {
        var library = NativeClientLibrary.Instance;
        var conf = library.Find<NativeFunctions.ConfNew>("rd_kafka_conf_new")();
        library.Find<NativeFunctions.ConfSetLogCallback>("rd_kafka_conf_set_log_cb")(conf, nint.Zero);
        var set = library.Find<NativeFunctions.ConfSet>("rd_kafka_conf_set");
        var error = new byte[ErrorSize];
        foreach (var (key, value) in config.Entries.Where(entry => !entry.Key.StartsWith("dotnet.", StringComparison.Ordinal)))
        {
            if (set(conf, key, value, error, ErrorSize) != 0)
                throw new InvalidOperationException(NativeClientLibrary.Text(error));
        }

        var client = library.Find<NativeFunctions.New>("rd_kafka_new")(kind == ClientKind.Consumer ? 1 : 0, conf, error, ErrorSize);
        if (client == nint.Zero)
            throw new InvalidOperationException(NativeClientLibrary.Text(error));
        library.Find<NativeFunctions.Destroy>("rd_kafka_destroy")(client);
    }
}
