using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Tests.Kafka.Translation;

internal sealed class ClientConfigTranslatorTests
{
    [TestCase(ClientKind.Producer, "linger.ms", "7", "linger.ms", "7")]
    [TestCase(ClientKind.Producer, "linger.ms", "99999999", "linger.ms", "900000")]
    [TestCase(ClientKind.Producer, "batch.size", "0", "batch.size", "1")]
    [TestCase(ClientKind.Producer, "max.request.size", "5000000", "message.max.bytes", "5000000")]
    [TestCase(ClientKind.Producer, "compression.type", "zstd", "compression.type", "zstd")]
    [TestCase(ClientKind.Producer, "acks", "all", "acks", "all")]
    [TestCase(ClientKind.Producer, "delivery.timeout.ms", "2147483647", "delivery.timeout.ms", "0")]
    [TestCase(ClientKind.Producer, "delivery.timeout.ms", "50000", "delivery.timeout.ms", "50000")]
    [TestCase(ClientKind.Producer, "request.timeout.ms", "4000", "request.timeout.ms", "4000")]
    [TestCase(ClientKind.Producer, "send.buffer.bytes", "-1", "socket.send.buffer.bytes", "0")]
    [TestCase(ClientKind.Producer, "partitioner.ignore.keys", "true", "partitioner", "random")]
    [TestCase(ClientKind.Producer, "security.protocol", "SSL", "security.protocol", "ssl")]
    [TestCase(ClientKind.Producer, "ssl.endpoint.identification.algorithm", "", "ssl.endpoint.identification.algorithm", "none")]
    [TestCase(ClientKind.Producer, "statistics.interval.ms", "1000", "statistics.interval.ms", "1000")]
    [TestCase(ClientKind.Consumer, "fetch.max.wait.ms", "100", "fetch.wait.max.ms", "100")]
    [TestCase(ClientKind.Consumer, "request.timeout.ms", "4000", "socket.timeout.ms", "4000")]
    [TestCase(ClientKind.Consumer, "isolation.level", "READ_COMMITTED", "isolation.level", "read_committed")]
    [TestCase(ClientKind.Consumer, "metadata.max.age.ms", "1000", "topic.metadata.refresh.interval.ms", "1000")]
    [TestCase(ClientKind.Consumer, "queued.max.messages.kbytes", "99", "queued.max.messages.kbytes", "99")]
    [TestCase(ClientKind.Consumer, "enable.auto.commit", "true", "enable.auto.commit", "false")]
    [TestCase(ClientKind.Consumer, "partition.assignment.strategy", "org.apache.kafka.clients.consumer.RoundRobinAssignor",
        "partition.assignment.strategy", "roundrobin")]
    [TestCase(ClientKind.Consumer, "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.RangeAssignor, org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
        "partition.assignment.strategy", "range")]
    [TestCase(ClientKind.Consumer, "group.protocol", "CONSUMER", "group.protocol", "consumer")]
    public void Java_key_becomes_the_librarys(ClientKind kind, string key, string value, string native, string expected)
        => Assert.That(Translate(kind, (key, value)).Entries[native], Is.EqualTo(expected));

    [TestCase(ClientKind.Producer, "partitioner", "murmur2_random")]
    [TestCase(ClientKind.Producer, "message.max.bytes", "1048576")]
    [TestCase(ClientKind.Producer, "delivery.timeout.ms", "0")]
    [TestCase(ClientKind.Producer, "enable.idempotence", "true")]
    [TestCase(ClientKind.Producer, "dotnet.producer.delivery.report.fields", "none")]
    [TestCase(ClientKind.Consumer, "auto.offset.reset", "error")]
    [TestCase(ClientKind.Consumer, "isolation.level", "read_uncommitted")]
    [TestCase(ClientKind.Consumer, "fetch.queue.backoff.ms", "5")]
    [TestCase(ClientKind.Consumer, "queued.max.messages.kbytes", "4096")]
    [TestCase(ClientKind.Consumer, "partition.assignment.strategy", "range")]
    [TestCase(ClientKind.Consumer, "enable.auto.commit", "false")]
    [TestCase(ClientKind.Admin, "reconnect.backoff.max.ms", "1000")]
    public void Without_being_asked(ClientKind kind, string native, string expected)
        => Assert.That(Translate(kind).Entries[native], Is.EqualTo(expected));

    [TestCase("acks", "1")]
    [TestCase("acks", "0")]
    [TestCase("retries", "0")]
    [TestCase("max.in.flight.requests.per.connection", "6")]
    [TestCase("enable.idempotence", "false")]
    public void What_does_not_go_with_idempotence_turns_it_off_and_says_what_that_means(string key, string value)
    {
        var translated = Translate(ClientKind.Producer, (key, value));

        Assert.That(translated.Entries["enable.idempotence"], Is.EqualTo("false"));
        Assert.That(
            translated.Warnings,
            Has.One.Matches<ClientConfigWarning>(
                warning => warning is not null && warning.Key == key && warning.Reason.Contains("disables idempotence", StringComparison.Ordinal)));
    }

    [TestCase(ClientKind.Producer, "compression.type", "brotli", "Unknown compression name: brotli")]
    [TestCase(ClientKind.Producer, "acks", "2", "String must be one of: all, -1, 0, 1")]
    [TestCase(ClientKind.Producer, "linger.ms", "soon", "Not a number")]
    [TestCase(ClientKind.Producer, "enable.idempotence", "perhaps", "")]
    [TestCase(ClientKind.Producer, "security.protocol", "TELEPATHY", "")]
    [TestCase(ClientKind.Producer, "partitioner.class", "a.b.C", "Java virtual machine")]
    [TestCase(ClientKind.Producer, "sasl.jaas.config", "x.Strange required a=b;", "Strange is not supported")]
    [TestCase(ClientKind.Consumer, "auto.offset.reset", "middle", "'earliest', 'latest', 'none'")]
    [TestCase(ClientKind.Consumer, "partition.assignment.strategy", "a.b.C", "")]
    [TestCase(ClientKind.Consumer, "max.poll.records", "0", "at least 1")]
    [TestCase(ClientKind.Consumer, "isolation.level", "snapshot", "")]
    public void Bad_value_names_its_key(ClientKind kind, string key, string value, string reason)
        => Assert.That(() => Translate(kind, (key, value)), Throws.TypeOf<ConfigException>().With.Message.Contains(key).And.Message.Contains(reason));

    [Test]
    public void Secret_is_not_shown_in_an_error()
        => Assert.That(
            () => Translate(ClientKind.Producer, ("sasl.jaas.config", "a.PlainLoginModule required username=\"u\" password=\"hush")),
            Throws.TypeOf<ConfigException>().With.Message.Not.Contain("hush"));

    [TestCase(ClientKind.Producer, "interceptor.classes", "a.B")]
    [TestCase(ClientKind.Producer, "max.block.ms", "60000")]
    [TestCase(ClientKind.Producer, "key.serializer", "a.B")]
    [TestCase(ClientKind.Producer, "partitioner", "random")]
    [TestCase(ClientKind.Producer, "group.id", "g")]
    [TestCase(ClientKind.Producer, "no.such.key", "1")]
    [TestCase(ClientKind.Producer, "linger.ms", "99999999")]
    [TestCase(ClientKind.Consumer, "enable.auto.commit", "true")]
    [TestCase(ClientKind.Consumer, "auto.commit.interval.ms", "1000")]
    [TestCase(ClientKind.Consumer, "metrics.num.samples", "3")]
    [TestCase(ClientKind.Consumer, "linger.ms", "3")]
    [TestCase(ClientKind.Admin, "ssl.provider", "BC")]
    public void Key_that_does_not_do_what_it_does_in_Java_is_reported(ClientKind kind, string key, string value)
        => Assert.That(Translate(kind, (key, value)).Warnings.Select(warning => warning.Key), Is.EqualTo(new[] { key }));

    [Test]
    public void What_Connect_itself_sets_is_not_reported([Values] ClientKind kind)
    {
        var configs = new ClientConfigs(new Dictionary<string, string?> { ["bootstrap.servers"] = "localhost:9092" });
        var none = new Dictionary<string, string?>();
        var config = kind switch
        {
            ClientKind.Producer => configs.SourceProducer("c", 0, none),
            ClientKind.Consumer => configs.SinkConsumer("c", 0, none),
            _ => configs.TaskAdmin("c", 0, none),
        };

        Assert.That(ClientConfigTranslator.Translate(config).Warnings, Is.Empty);
    }

    [Test]
    public void Servers_are_required()
        => Assert.That(
            () => ClientConfigTranslator.Translate(new ClientConfig(ClientKind.Producer, "c", new Dictionary<string, string?>())),
            Throws.TypeOf<ConfigException>().With.Message.Contains("bootstrap.servers"));

    [Test]
    public void Buffer_memory_bounds_what_is_outstanding()
    {
        var config = Translate(ClientKind.Producer, ("buffer.memory", "1000000"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.MaxOutstandingBytes, Is.EqualTo(1_000_000));
            Assert.That(
                long.Parse(config.Entries["queue.buffering.max.kbytes"], System.Globalization.CultureInfo.InvariantCulture) * 1024,
                Is.GreaterThan(1_000_000));
        }
    }

    [TestCase("latest", OffsetResetKind.Latest, 0)]
    [TestCase("NONE", OffsetResetKind.None, 0)]
    [TestCase("by_duration:PT1H30M", OffsetResetKind.ByDuration, 90)]
    public void Reset_is_read_as_in_Java(string text, OffsetResetKind kind, int minutes)
    {
        var config = Translate(ClientKind.Consumer, ("auto.offset.reset", text));

        Assert.That(config.Reset, Is.EqualTo(new OffsetReset(kind, TimeSpan.FromMinutes(minutes))));
    }

    [Test]
    public void Every_key_of_Java_is_accounted_for([Values] ClientKind kind)
    {
        // A value that suits each key that has no use for just any text.
        foreach (var (key, _) in JavaKeys(kind))
        {
            var known = JavaClientKeys.Find(kind, key);
            Assert.That(known, Is.Not.Null, key);
            if (known!.Native is not null)
                Assert.That(
                    Connect.Runtime.Kafka.Native.NativeClientLibrary.Instance.Check(known.Native, "1", out _),
                    Is.Not.EqualTo(Connect.Runtime.Kafka.Native.NativeConfigCheck.UnknownKey), key);
        }
    }

    private static IEnumerable<(string Key, string Kinds)> JavaKeys(ClientKind kind)
    {
        var letter = kind switch { ClientKind.Producer => 'p', ClientKind.Consumer => 'c', _ => 'a' };
        return File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Kafka", "Translation", "java-client-keys.txt"))
            .Select(line => line.Split(' ')).Where(parts => parts[1].Contains(letter)).Select(parts => (parts[0], parts[1]));
    }

    private static TranslatedConfig Translate(ClientKind kind, params (string Key, string? Value)[] entries)
        => ClientConfigTranslator.Translate(new ClientConfig(
            kind, "c", Asked(entries).Concat(entries).Append(("bootstrap.servers", "localhost:9092"))
                .ToDictionary(entry => entry.Item1, entry => (string?)entry.Item2)));

    /// <summary>The settings of TLS and SASL count only where they are asked for.</summary>
    private static IEnumerable<(string Key, string? Value)> Asked((string Key, string? Value)[] entries)
    {
        if (entries.Any(entry => entry.Key.StartsWith("sasl.", StringComparison.Ordinal)))
            return [("security.protocol", "SASL_SSL"), ("sasl.mechanism", "OAUTHBEARER")];
        return entries.Any(entry => entry.Key.StartsWith("ssl.", StringComparison.Ordinal)) ? [("security.protocol", "SSL")] : [];
    }
}
