using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Distributed;

/// <summary>A worker process is asked what a Java worker was asked when its internal topics were recorded, and leaves the same records.</summary>
/// <remarks>Ids, times, generations, paths and stack traces vary. Uses of topics are told once (row internal-topic-uses). The records of one key have
/// an order; those of several keys in the offset and status topics are written side by side, by Java too.</remarks>
[CancelAfter(600_000)]
public sealed partial class InternalTopicsTests
{
    private const string RecordedFolder = "/tmp/tk/rec1";

    private readonly Dictionary<string, int> _read = [];

    [Test]
    public async Task Records_equal_those_of_a_Java_worker(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = WorkerCluster.On(
            kafka, "offset.storage.partitions=25", "status.storage.partitions=5", "scheduled.rebalance.max.delay.ms=0");
        cluster.AddPlugins("Lab");
        var (worker, workerId) = await cluster.StartReadyAsync(cancellationToken);
        var input = cluster.At("in.txt");
        await CompareAsync(cluster, "01-first-start", cancellationToken);

        await File.WriteAllTextAsync(input, "line 1\nline 2\nline 3\nline 4\nline 5\n", cancellationToken);
        await PlayAsync("02-create-source");

        await File.AppendAllTextAsync(input, "line 6\n", cancellationToken);
        await cluster.UntilAsync(() => Task.FromResult(Read(cluster, "offsets").Count == 2), "the first line is committed", cancellationToken);
        await File.AppendAllTextAsync(input, "line 7\nline 8\n", cancellationToken);
        await CompareAsync(cluster, "03-more-lines", cancellationToken);

        await PlayAsync("04-create-sink-2-tasks");
        await SendAsync(
            worker, HttpMethod.Post, "connectors",
            """{"name":"lab-multi","config":{"connector.class":"lab.LabSource","tasks.max":"3","topic":"rows","rows":"4"}}""", cancellationToken);
        await SkipAsync(
            cluster, cancellationToken, ("offsets", "\"t0\"", "\"n\":4"), ("offsets", "\"t1\"", "\"n\":4"), ("offsets", "\"t2\"", "\"n\":4"),
            ("status", "status-topic-rows:connector-lab-multi", "rows"));
        await PlayAsync("06-update-config");
        await PlayAsync("09-pause");
        await PlayAsync("11-resume");
        await PlayAsync("12-stop");
        await PlayAsync("13-patch-offsets-source");

        await SendAsync(
            worker, HttpMethod.Patch, "connectors/lab-multi/offsets",
            """{"offsets":[{"partition":{"server":"s\u00fcd","database":"db1","shard":9,"table":"t9"},"offset":null}]}""", cancellationToken);
        await SkipAsync(cluster, cancellationToken, ("offsets", "\"t9\"", "null"));
        await PlayAsync("16-delete-offsets-source");

        foreach (var name in new[] { "src", "snk", "lab-multi" })
            await SendAsync(worker, HttpMethod.Put, $"connectors/{name}/resume", null, cancellationToken);
        await SkipAsync(
            cluster, cancellationToken, ("offsets", "in.txt", "56"), ("offsets", "\"t0\"", "\"n\":6"), ("offsets", "\"t1\"", "\"n\":6"),
            ("status", "status-task-snk-0", "RUNNING"), ("status", "status-task-snk-1", "RUNNING"),
            ("status", "status-connector-lab-multi", "RUNNING"), ("status", "status-task-lab-multi-0", "RUNNING"),
            ("status", "status-task-lab-multi-1", "RUNNING"));
        await AskAsync(worker, cluster, "22-topics-reset", cancellationToken);
        await cluster.UntilAsync(
            () => Task.FromResult(Newest(cluster, "status").Any(record => record is { Key: "status-topic-lines:connector-snk", Value: null })),
            "the sink's topics are forgotten", cancellationToken);
        await File.AppendAllTextAsync(input, "another one\n", cancellationToken);
        await CompareAsync(cluster, "22-topics-reset", cancellationToken);

        await PlayAsync("24-task-fails-on-start");
        await PlayAsync("28-create-stopped-and-paused");
        await PlayAsync("30-delete-source");
        await MoveAsync(cluster, workerId, "36-second-worker-joins", cancellationToken);

        async Task PlayAsync(string step)
        {
            await AskAsync(worker, cluster, step, cancellationToken);
            await CompareAsync(cluster, step, cancellationToken);
        }
    }

    /// <summary>Sends the requests of a step that change something.</summary>
    private static async Task AskAsync(WorkerProcess worker, WorkerCluster cluster, string step, CancellationToken cancellationToken)
    {
        foreach (var call in JsonNode.Parse(await File.ReadAllTextAsync(At(step, "rest.json"), cancellationToken))!["calls"]!.AsArray())
        {
            if (call!["method"]!.GetValue<string>() is not "GET" and var method)
                await SendAsync(
                    worker, new HttpMethod(method), call["path"]!.GetValue<string>()[1..],
                    call["body"]?.ToJsonString().Replace(RecordedFolder, cluster.At(""), StringComparison.Ordinal), cancellationToken);
        }
    }

    private static async Task SendAsync(WorkerProcess worker, HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await worker.Client.SendAsync(request, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{method} {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>Waits for what a step that was not recorded leaves last; its records are not compared.</summary>
    private async Task SkipAsync(
        WorkerCluster cluster, CancellationToken cancellationToken, params (string Topic, string Key, string Value)[] wanted)
    {
        await cluster.UntilAsync(
            () =>
            {
                var newest = wanted.Select(want => want.Topic).Distinct().ToDictionary(topic => topic, topic => Newest(cluster, topic));
                return Task.FromResult(wanted.All(want => newest[want.Topic].Any(record =>
                    record.Key.Contains(want.Key, StringComparison.Ordinal)
                        && (record.Value ?? "null").Contains(want.Value, StringComparison.Ordinal))));
            }, $"there is {string.Join(", ", wanted)}", cancellationToken);
        foreach (var topic in new[] { "config", "offsets", "status" })
            _read[topic] = Read(cluster, topic).Count;
    }

    /// <summary>A second worker joins, and goes when it has its share: each of its connectors and tasks leaves the records of a move. Which they are
    /// is up to the assignment.</summary>
    private async Task MoveAsync(WorkerCluster cluster, string firstId, string step, CancellationToken cancellationToken)
    {
        var (second, secondId) = await cluster.StartReadyAsync(cancellationToken);
        var statuses = new Dictionary<string, JsonNode>();
        await cluster.UntilAsync(
            () =>
            {
                statuses = Newest(cluster, "status").Where(record => record.Value is not null && !IsTopic(record.Key))
                    .ToDictionary(record => record.Key, record => JsonNode.Parse(record.Value!)!);
                var counts = statuses.Values.CountBy(status => Text(status, "worker_id")).ToDictionary();
                return Task.FromResult(statuses.Values.All(status => Text(status, "state") != "UNASSIGNED")
                    && counts.GetValueOrDefault(secondId) > 1
                    && Math.Abs(counts.GetValueOrDefault(firstId) - counts.GetValueOrDefault(secondId)) <= 2);
            }, "the second worker has its share", cancellationToken);
        await SkipAsync(cluster, cancellationToken);
        var moves = Recorded(step, "status").GroupBy(record => record.Key).DistinctBy(move => KindOf(move.Key))
            .ToDictionary(move => KindOf(move.Key), move => move.ToList());
        var expected = statuses.Where(status => Text(status.Value, "worker_id") == secondId).SelectMany(status => moves[KindOf(status.Key)]
            .Select(record => (record.Partition, status.Key, Value: (string?)Adapt(record.Value!, status.Value))));

        await second.StopAsync();

        // The partition is that of another key.
        await CompareAsync(cluster, step, "status", [.. expected.Select(record => record with { Partition = -1 })], cancellationToken);

        static bool IsTopic(string key) => key.StartsWith("status-topic-", StringComparison.Ordinal);

        static string KindOf(string key) => key.StartsWith("status-task-", StringComparison.Ordinal) ? "task" : "connector";

        static string Text(JsonNode status, string field) => status[field]!.GetValue<string>();

        static string Adapt(string recorded, JsonNode status)
        {
            var record = JsonNode.Parse(recorded)!;
            if (Text(record, "state") != "UNASSIGNED")
                (record["state"], record["version"], record["trace"]) =
                    (Text(status, "state"), status["version"]?.GetValue<string>(), status["trace"]?.GetValue<string>());
            return record.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
    }

    /// <summary>Waits until the step has left as many records as Java's, and compares them.</summary>
    private async Task CompareAsync(WorkerCluster cluster, string step, CancellationToken cancellationToken)
    {
        foreach (var topic in new[] { "config", "offsets", "status" })
            await CompareAsync(cluster, step, topic, Recorded(step, topic), cancellationToken);
    }

    private async Task CompareAsync(
        WorkerCluster cluster, string step, string topic, IReadOnlyList<(int Partition, string Key, string? Value)> recorded,
        CancellationToken cancellationToken)
    {
        var hasPartitions = recorded.All(record => record.Partition >= 0);
        var expected = Arrange(recorded, topic);
        List<string> actual = [];
        var all = 0;
        try
        {
            await cluster.UntilAsync(
                () =>
                {
                    var records = Read(cluster, topic);
                    all = records.Count;
                    var added = records.Skip(_read.GetValueOrDefault(topic));
                    actual = Arrange(hasPartitions ? added : added.Select(record => record with { Partition = -1 }), topic);
                    return Task.FromResult(actual.Count >= expected.Count);
                }, $"{step} has left its records in the {topic} topic", cancellationToken);
        }
        finally
        {
            Assert.That(actual, Is.EqualTo(expected), $"{step}, {topic}");
        }

        _read[topic] = all;
    }

    /// <summary>In the order that counts; in the status topic without repetitions of the use of a topic and of tombstones.</summary>
    private static List<string> Arrange(IEnumerable<(int Partition, string Key, string? Value)> records, string topic)
    {
        var result = new List<(string Key, string Text)>();
        var last = new Dictionary<string, string>();
        foreach (var (partition, key, value) in records)
        {
            // A key with a path is in a partition of its own in each run.
            var text = $"{(key.Contains('/', StringComparison.Ordinal) ? "" : $"{partition} ")}{Normal(key)} {Normal(value ?? "null")}";
            if (topic == "status" && last.GetValueOrDefault(key) == text)
                continue;
            last[key] = text;
            result.Add((Normal(key), text));
        }

        return [.. (topic == "config" ? result : [.. result.OrderBy(record => record.Key, StringComparer.Ordinal)]).Select(record => record.Text)];
    }

    private static string Normal(string text)
    {
        text = Varying().Replace(
            text, match => match.Groups["path"].Success ? $"/{match.Groups["file"].Value}\"" : match.Groups["name"].Value + "*");

        // A task that stops tells the version of its class or not, in Java too.
        return text.Contains("\"UNASSIGNED\"", StringComparison.Ordinal) ? Version().Replace(text, "\"version\":*") : text;
    }

    private static string At(string step, string file) => Path.Combine(RepoPaths.Goldens!, "internal", "distributed", step, file);

    private static List<(int Partition, string Key, string? Value)> Recorded(string step, string topic) =>
        [.. File.ReadLines(At(step, $"internal-{topic}.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Select(record => (record["partition"]!.GetValue<int>(), record["key"]!.GetValue<string>(), record["value"]?.GetValue<string>()))];

    /// <summary>The newest record of each key.</summary>
    private static IEnumerable<(int Partition, string Key, string? Value)> Newest(WorkerCluster cluster, string topic) =>
        Read(cluster, topic).GroupBy(record => record.Key).Select(records => records.Last());

    private static List<(int Partition, string Key, string? Value)> Read(WorkerCluster cluster, string topic)
    {
        using var consumer = new ConsumerBuilder<string, string?>(new ConsumerConfig
        {
            BootstrapServers = cluster.Bootstrap,
            GroupId = RandomNames.Group(),
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true,
        }).Build();
        var (name, partitions) = topic switch
        {
            "config" => ($"{cluster.Group}-configs", 1),
            "offsets" => ($"{cluster.Group}-offsets", 25),
            _ => ($"{cluster.Group}-status", 5),
        };
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(name, partition, Offset.Beginning)));
        var records = new List<(ConsumeResult<string, string?> Result, long Time)>();
        for (var ends = 0; ends < partitions;)
        {
            var result = consumer.Consume(TestTimeouts.Condition);
            if (result.IsPartitionEOF)
                ends++;
            else
                records.Add((result, result.Message.Timestamp.UnixTimestampMs));
        }

        return [.. records.OrderBy(record => record.Time).ThenBy(record => record.Result.Offset.Value)
            .Select(record => (record.Result.Partition.Value, record.Result.Message.Key, record.Result.Message.Value))];
    }

    [GeneratedRegex(
        """(?<path>/[^"]*/)(?<file>[^"/]+)"|(?<name>"(worker_id|key)":)"[^"]*"|(?<name>"trace":)"(\\.|[^"\\])*["]"""
            + """|(?<name>"(generation|discoverTimestamp|creation-timestamp)":)\d+"""
            + """|(?<name>"connector":"[^"]*","task":)\d+""", // which of a connector's tasks meets a topic first differs from run to run
        RegexOptions.ExplicitCapture)]
    private static partial Regex Varying();

    [GeneratedRegex("\"version\":(null|\"[^\"]*\")")]
    private static partial Regex Version();
}
