using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.EndToEnd;

/// <summary>Measures the rows: the Java worker and ours in turn, in one run, against one broker.</summary>
/// <param name="servers">The broker.</param>
/// <param name="workFolder">Where files go.</param>
/// <param name="replicas">How many replicas the topics have.</param>
internal sealed class Table(string servers, string workFolder, int replicas)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> _filled = [];
    private int _runs;

    /// <summary>Runs a row, so many rounds, and prints the medians.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="withJava">Whether the Java worker runs, too.</param>
    public async Task<Measurement> MeasureAsync(Row row, int rounds, bool withJava)
    {
        var (java, ours) = (new List<Measurement>(), new List<Measurement>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await RunAsync(row, isJava: false));
            if (withJava)
                java.Add(await RunAsync(row, isJava: true));
        }

        var median = Measurement.Median(ours);
        Print(row, median, java.Count == 0 ? null : Measurement.Median(java));
        return median;
    }

    /// <summary>Runs a bare client, so many rounds, and prints the median.</summary>
    /// <param name="kind">See <see cref="RawRuns.All"/>.</param>
    /// <param name="rounds">How many rounds.</param>
    public async Task<Measurement> MeasureRawAsync(string kind, int rounds)
    {
        var runs = new List<Measurement>();
        var row = Row.All.First(row => row.Name == (kind.StartsWith("produce", StringComparison.Ordinal) ? "source" : "sink"));
        for (var round = 0; round < rounds; round++)
        {
            var topic = row.IsSource ? await CreateTopicAsync() : await FillAsync(row);
            runs.Add(await RawRuns.MeasureAsync(kind, servers, topic, row.Count));
            if (row.IsSource)
                await DeleteAsync(topic);
        }

        var median = Measurement.Median(runs);
        Console.WriteLine($"{"raw-" + kind,-24} raw  {Describe(median)}");
        return median;
    }

    private static void Print(Row row, Measurement ours, Measurement? java)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{row.Name,-24} ours {Describe(ours)}");
        if (java is not null)
            text += string.Create(
                CultureInfo.InvariantCulture,
                $"   Java {Describe(java)}   ratio {ours.PerSecond / java.PerSecond:0.00}, CPU {ours.CpuMicroseconds / java.CpuMicroseconds:0.00}   "
                    + $"(bar {row.Bar})");
        Console.WriteLine(text);
    }

    private static string Describe(Measurement run) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.PerSecond / 1000,6:0} k/s {run.CpuMicroseconds,6:0.00} us {run.PeakMegabytes,5} MB");

    private async Task<Measurement> RunAsync(Row row, bool isJava)
    {
        var folder = Path.Combine(workFolder, $"run-{_runs++}");
        Directory.CreateDirectory(folder);
        var topic = row.IsSource ? await CreateTopicAsync() : await FillAsync(row);
        if (row.Direction == Direction.FileSource)
            await WriteInputAsync(Path.Combine(folder, "input"), row.Count);
        var measurement = await MeasureAsync(row, isJava, topic, folder);
        if (row.IsSource)
            await DeleteAsync(topic);
        Directory.Delete(folder, recursive: true);
        return measurement;
    }

    private async Task<Measurement> MeasureAsync(Row row, bool isJava, string topic, string folder)
    {
        using var reader = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = servers, GroupId = topic }).Build();
        await using var worker = await WorkerProcess.StartAsync(
            isJava, servers, row.Configure(isJava, topic, folder), folder, row.IsExactlyOnce, replicas);
        Mark? ReadMark(string name, long records) => row.Direction switch
        {
            Direction.Sink => Mark.Read(folder, name, worker.Cpu),
            Direction.FileSink => LookAt(FileLines(Path.Combine(folder, "output")), records, worker.Cpu),
            _ => LookAt(reader.QueryWatermarkOffsets(new TopicPartition(topic, 0), TimeSpan.FromSeconds(10)).High.Value, records, worker.Cpu),
        };
        var warm = await WaitAsync(() => ReadMark("warm", row.Warm), worker, folder);
        var end = await WaitAsync(() => ReadMark("end", row.Count), worker, folder);
        return Measurement.Between(warm, end, worker.PeakMegabytes);
    }

    private static Mark? LookAt(long done, long records, TimeSpan cpu) => done >= records ? new Mark(Mark.Now, done, cpu) : null;

    private static long FileLines(string file) => File.Exists(file) ? new FileInfo(file).Length / (Row.LineLength + 1) : 0;

    private static async Task<Mark> WaitAsync(Func<Mark?> look, WorkerProcess worker, string folder)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (look() is { } mark)
                return mark;
            if (worker.HasExited || TimeProvider.System.GetElapsedTime(start) > Limit)
                throw new InvalidOperationException("The worker does not get on:\n" + await File.ReadAllTextAsync(Path.Combine(folder, "log")));
            await Task.Delay(Look);
        }
    }

    /// <summary>Fills a topic with what a sink row reads; it serves all rounds.</summary>
    private async Task<string> FillAsync(Row row)
    {
        var content = $"{row.Kind} {row.Converter} {row.HasSchema} {row.Count}";
        if (_filled.TryGetValue(content, out var topic))
            return topic;
        topic = await CreateTopicAsync();
        var source = row with { Direction = Direction.Source, Settings = [] };
        var folder = Path.Combine(workFolder, $"fill-{_runs++}");
        Directory.CreateDirectory(folder);
        await MeasureAsync(source, isJava: false, topic, folder);
        return _filled[content] = topic;
    }

    private static async Task WriteInputAsync(string file, long count)
    {
        await using var writer = new StreamWriter(file);
        var line = new string('x', Row.LineLength);
        for (var i = 0L; i < count; i++)
            await writer.WriteLineAsync(line);
    }

    private async Task<string> CreateTopicAsync()
    {
        var topic = $"bench-{Guid.NewGuid():N}";
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1, ReplicationFactor = (short)replicas }]);
        return topic;
    }

    private async Task DeleteAsync(string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.DeleteTopicsAsync([topic]);
    }
}
