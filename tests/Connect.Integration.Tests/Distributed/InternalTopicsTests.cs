using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Distributed;

/// <summary>A worker process is asked what a Java worker was asked when its internal topics were recorded, and leaves the same records.</summary>
/// <remarks>Ids, times, generations and paths vary. Uses of topics are told once (row internal-topic-uses). In the status topic the records of one
/// key have an order; those of several keys are written side by side, by Java too.</remarks>
[CancelAfter(300_000)]
public sealed partial class InternalTopicsTests
{
    private const string FileSource = "org.apache.kafka.connect.file.FileStreamSourceConnector";
    private const string FileSink = "org.apache.kafka.connect.file.FileStreamSinkConnector";

    private readonly Dictionary<string, int> _read = [];

    [Test]
    public async Task Records_equal_those_of_a_Java_worker(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = WorkerCluster.On(kafka, "offset.storage.partitions=25", "status.storage.partitions=5");
        var (worker, _) = await cluster.StartReadyAsync(cancellationToken);
        var (input, output) = (cluster.At("in.txt"), cluster.At("out.txt"));
        await CompareAsync(cluster, "01-first-start", cancellationToken);

        await File.WriteAllTextAsync(input, "line 1\nline 2\nline 3\nline 4\nline 5\n", cancellationToken);
        await SendAsync(worker, HttpMethod.Post, "connectors", New("src", FileSource, 1, "file", input, "topic", "lines"), cancellationToken);
        await CompareAsync(cluster, "02-create-source", cancellationToken);

        await File.AppendAllTextAsync(input, "line 6\n", cancellationToken);
        await cluster.UntilAsync(() => Task.FromResult(Read(cluster, "offsets").Count == 2), "the first line is committed", cancellationToken);
        await File.AppendAllTextAsync(input, "line 7\nline 8\n", cancellationToken);
        await CompareAsync(cluster, "03-more-lines", cancellationToken);

        await SendAsync(worker, HttpMethod.Post, "connectors", New("snk", FileSink, 2, "file", output, "topics", "lines"), cancellationToken);
        await CompareAsync(cluster, "04-create-sink-2-tasks", cancellationToken);

        await ForBothAsync(HttpMethod.Put, "pause");
        await CompareAsync(cluster, "09-pause", cancellationToken);

        await ForBothAsync(HttpMethod.Put, "resume");
        await CompareAsync(cluster, "11-resume", cancellationToken);

        await ForBothAsync(HttpMethod.Put, "stop");
        await CompareAsync(cluster, "12-stop", cancellationToken);

        async Task ForBothAsync(HttpMethod method, string what)
        {
            foreach (var name in new[] { "src", "snk" })
                await SendAsync(worker, method, $"connectors/{name}/{what}", null, cancellationToken);
        }
    }

    private static JsonObject New(string name, string type, int tasks, params string[] more)
    {
        var config = new JsonObject
        {
            ["connector.class"] = type,
            ["tasks.max"] = tasks.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        for (var i = 0; i < more.Length; i += 2)
            config[more[i]] = more[i + 1];
        return new JsonObject { ["name"] = name, ["config"] = config };
    }

    private static async Task SendAsync(WorkerProcess worker, HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await worker.Client.SendAsync(request, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Waits until the step has left as many records as Java's, and compares them.</summary>
    private async Task CompareAsync(WorkerCluster cluster, string step, CancellationToken cancellationToken)
    {
        foreach (var (topic, isOrdered) in new[] { ("config", true), ("offsets", true), ("status", false) })
        {
            var expected = Arrange(Recorded(step, topic), isOrdered);
            List<string> actual = [];
            var all = 0;
            try
            {
                await cluster.UntilAsync(
                    () =>
                    {
                        var records = Read(cluster, topic);
                        all = records.Count;
                        actual = Arrange(records.Skip(_read.GetValueOrDefault(topic)), isOrdered);
                        return Task.FromResult(actual.Count >= expected.Count);
                    }, $"{step} has left its records in the {topic} topic", cancellationToken);
            }
            finally
            {
                Assert.That(actual, Is.EqualTo(expected), $"{step}, {topic}");
            }

            _read[topic] = all;
        }
    }

    /// <summary>In the order that counts, without repetitions of the use of a topic and of tombstones.</summary>
    private static List<string> Arrange(IEnumerable<(int Partition, string Key, string? Value)> records, bool isOrdered)
    {
        var result = new List<(string Key, string Text)>();
        var last = new Dictionary<string, string>();
        foreach (var (partition, key, value) in records)
        {
            var text = $"{(key.StartsWith('[') ? "" : $"{partition} ")}{Normal(key)} {Normal(value ?? "null")}";
            if (last.GetValueOrDefault(key) == text && !isOrdered)
                continue;
            last[key] = text;
            result.Add((key, text));
        }

        return [.. (isOrdered ? result : result.OrderBy(record => record.Key, StringComparer.Ordinal).ToList()).Select(record => record.Text)];
    }

    private static string Normal(string text)
    {
        text = Varying().Replace(text, match => match.Groups["path"].Success ? $"/{match.Groups["file"].Value}\"" : match.Groups["name"].Value + "*");

        // A task that stops tells the version of its class or not, in Java too.
        return text.Contains("\"UNASSIGNED\"", StringComparison.Ordinal) ? Version().Replace(text, "\"version\":*") : text;
    }

    private static IEnumerable<(int Partition, string Key, string? Value)> Recorded(string step, string topic)
    {
        foreach (var line in File.ReadLines(Path.Combine(RepoPaths.Goldens!, "internal", "distributed", step, $"internal-{topic}.jsonl")))
        {
            var record = JsonNode.Parse(line)!;
            var key = record["key"]!.GetValue<string>();
            if (!key.Contains("lab-multi", StringComparison.Ordinal))
                yield return (record["partition"]!.GetValue<int>(), key, record["value"]?.GetValue<string>());
        }
    }

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
        """(?<path>/[^"]*/)(?<file>[^"/]+)"|(?<name>"(worker_id|key)":)"[^"]*"|(?<name>"(generation|discoverTimestamp|creation-timestamp)":)\d+"""
            + """|(?<name>"connector":"[^"]*","task":)\d+""", // which of a connector's tasks meets a topic first differs from run to run
        RegexOptions.ExplicitCapture)]
    private static partial Regex Varying();

    [GeneratedRegex("\"version\":(null|\"[^\"]*\")")]
    private static partial Regex Version();
}
