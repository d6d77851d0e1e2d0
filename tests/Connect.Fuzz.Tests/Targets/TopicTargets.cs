using System.Text;
using System.Text.Json;
using Connect.Data;
using Connect.Fuzz.Tests.Fuzzing;
using Connect.Runtime;
using Connect.Runtime.Cluster;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Offsets;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using LeaderRecord = Connect.Runtime.Cluster.LeaderRecord;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Records of the internal topics, which every client of the cluster may write, and what workers send each other.</summary>
internal static class TopicTargets
{
    private static readonly byte[][] ConfigRecords =
    [
        .. Corpus.InternalTopic("internal-config.jsonl"),
        RecordInput.Of(
            "session-key", """{"key":"zHPM3WlFPuZPcc8RXpVXHZHqo3QYuvBKdx6QiYAGGu4=","algorithm":"HmacSHA256","creation-timestamp":1750000000000}"""),
        RecordInput.Of("tasks-fencing-src", """{"task-count":3}"""), RecordInput.Of("logger-cluster-a.b", """{"level":"DEBUG"}"""),
        RecordInput.Of("restart-connector-src", """{"include-tasks":true,"only-failed":false}"""),
    ];

    private static readonly byte[][] CoordinationTopic = [.. Coordination()];

    public static IEnumerable<FuzzTarget> All()
    {
        yield return new FuzzTarget("config-topic", ConfigRecords, TakeConfig)
        {
            Words =
            [
                .. FuzzTargets.JsonWords,
                .. FuzzTargets.Words(
                    "connector-", "task-src-2147483647", "commit-src", "target-state-src", "\n", "-", "{\"tasks\":2147483647}", "\"properties\":"),
            ],
        };
        yield return new FuzzTarget("status-topic", [.. Corpus.InternalTopic("internal-status.jsonl")], TakeStatus)
        {
            Words =
            [
                .. FuzzTargets.JsonWords,
                .. FuzzTargets.Words("status-topic-a:connector-b", "status-task-a--1", "status-connector-", "\"generation\":1", "\n"),
            ],
        };
        yield return new FuzzTarget("offsets-topic", [.. Corpus.InternalTopic("internal-offsets.jsonl")], TakeOffsets, typeof(DataException))
        {
            Words = FuzzTargets.JsonWords,
        };
        yield return new FuzzTarget("coordination-topic", CoordinationTopic, TakeCoordination)
        {
            Words =
            [
                .. FuzzTargets.JsonWords,
                .. FuzzTargets.Words("worker-", "|", "\n", "\"items\":[", "\"workers\":null", "\"incarnation\":null", "\"connector\":null"),
            ],
        };
        yield return new FuzzTarget("worker-call", [.. Calls()], TakeCall, typeof(JsonException)) { Words = FuzzTargets.JsonWords };
        yield return new FuzzTarget("worker-answer", [.. Answers()], TakeAnswer, typeof(JsonException), typeof(ConnectException))
        { Words = FuzzTargets.JsonWords };
        yield return new FuzzTarget(
            "signature", [.. FuzzTargets.Words("HmacSHA256\n3q2+7w==", "HmacSHA512\n", "hmacmd5\nAAAA")], TakeSignature, typeof(BadRequestException))
        {
            Words = [.. FuzzTargets.Words("Hmac", "SHA", "=", "\n")],
        };
    }

    private static void TakeConfig(byte[] input)
    {
        var state = new ConfigLogState("config", NullLogger.Instance);
        var offset = 0;
        state.Apply(RecordInput.Record(ConfigRecords[1], offset++));
        state.Apply(RecordInput.Record(input, offset++));
        foreach (var record in ConfigRecords.AsSpan(0, 6))
            state.Apply(RecordInput.Record(record, offset++));
        state.Apply(RecordInput.Record(input, offset));
    }

    private static void TakeStatus(byte[] input)
    {
        var table = new MemoryStatusStore();
        var state = new StatusLogState("status", table, NullLogger.Instance);
        state.Apply(RecordInput.Record(input, 0));
        state.Apply(RecordInput.Record(input, 1));
        GC.KeepAlive(table.Connectors);
    }

    private static void TakeOffsets(byte[] input)
    {
        var (key, value) = RecordInput.Split(input);
        var connector = OffsetKeyText.ConnectorOf(key);
        var partition = OffsetText.ReadKey(key ?? []);
        if (connector is not null)
            OffsetText.WriteKey(connector, partition);
        if (value is not null)
            OffsetText.WriteValue(OffsetText.ReadValue(value));
    }

    /// <summary>What is read can be written again, and the topic's own records are read as before.</summary>
    private static void TakeCoordination(byte[] input)
    {
        var state = CoordinationState.Empty;
        foreach (var record in CoordinationTopic)
            state = Apply(state, record);
        state = Apply(state, input);
        if (state.Leader is { } leader)
            GC.KeepAlive((CoordinationRecords.Write(leader), leader.Worker.GetHashCode()));
        if (state.Assignment is { } assignment)
            CoordinationRecords.Write(assignment);
        foreach (var (worker, record) in state.Workers)
            GC.KeepAlive((CoordinationRecords.KeyOf(worker), CoordinationRecords.Write(record, 2)));
        foreach (var (connector, config) in state.Declared)
            GC.KeepAlive((CoordinationRecords.KeyOfDeclared(connector), CoordinationRecords.Write(new DeclaredRecord(config.Properties))));
        GC.KeepAlive((state.NextEpoch, state.NextStarted("host:8083", DateTimeOffset.UnixEpoch)));
    }

    private static CoordinationState Apply(CoordinationState state, byte[] input)
    {
        var (key, value) = RecordInput.Split(input);
        return state.Apply(key, value, state.NextOffset, ProtocolRange.Known, out _);
    }

    private static void TakeCall(byte[] input)
    {
        if (JsonSerializer.Deserialize(input, HerderCallJson.Default.HerderCall) is { } call)
            JsonSerializer.SerializeToUtf8Bytes(call, HerderCallJson.Default.HerderCall);
    }

    private static void TakeAnswer(byte[] input) => JsonSerializer.Deserialize(input, HerderCallJson.Default.HerderAnswer)?.ThrowIfFailed();

    private static void TakeSignature(byte[] input)
    {
        var (algorithm, signature) = RecordInput.Split(input);
        InternalSignature.Read(Text(signature), Text(algorithm))?.IsOf(new SessionKey([1, 2, 3], "HmacSHA256", 0), input);
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.Latin1.GetString(bytes);

    private static IEnumerable<byte[]> Coordination()
    {
        var worker = new WorkerIncarnation("host:8083", "i1");
        HashSet<WorkItem> items = [WorkItem.OfConnector("a"), new("a", 0, 7), new("a", 1, 7)];
        var leader = new LeaderRecord(3, "host:8083", "i1", "http://host:8083/", 1_000);
        yield return Record(CoordinationRecords.LeaderKey, CoordinationRecords.Write(leader));
        yield return Record(CoordinationRecords.KeyOf(worker), CoordinationRecords.Write(
            new WorkerRecord
            {
                Started = 5,
                Url = "http://host:8083/",
                Protocol = ProtocolRange.Known,
                Plugins = new HashSet<string> { "P" },
                Applied = new AssignmentVersion(3, 11),
                Items = items,
                State = WorkerState.Running,
            },
            2));
        yield return Record(CoordinationRecords.KeyOfDeclared("a"), """{"config":{"connector.class":"X","y":null}}"""u8.ToArray());
        foreach (var protocol in (int[])[1, 2])
        {
            yield return Record(CoordinationRecords.AssignmentKey, CoordinationRecords.Write(new AssignmentRecord
            {
                Version = new AssignmentVersion(3, 12 + protocol),
                Protocol = protocol,
                ConfigOffset = 44,
                Workers = AssignmentRecord.Empty.Workers.Add(worker.WorkerId, new WorkerItems("i1", items)),
                Revoking = [new RevokingItem(new WorkItem("c", 0, 1), worker, new AssignmentVersion(3, 11), true)],
                Lost = [new LostItem(new WorkItem("d", 2, 1), worker, new AssignmentVersion(3, 10), 1000, 900)],
                Balance = new BalanceBackoff(true, 2, 5000),
            }));
        }
    }

    private static byte[] Record(byte[] key, byte[] value) => [.. key, (byte)'\n', .. value];

    private static IEnumerable<byte[]> Calls() => FuzzTargets.Words(
        """{"operation":"putConnector","connector":"a","config":{"x":"y","z":null},"target":"paused","mayReplace":true,"basis":{"x":"q"}}""",
        """{"operation":"changeOffsets","connector":"a","offsets":[{"partition":{"file":"f","n":1.5,"b":true},"offset":{"p":12345678901234567}}]}""",
        """{"operation":"restartTask","connector":"a","task":3,"onlyFailed":true,"includeTasks":true}""");

    private static IEnumerable<byte[]> Answers() => FuzzTargets.Words(
        """{"isNew":true}""", """{"message":"m","failure":"notFound"}""", """{"message":"m","failure":"elsewhere","url":"http://h:1/"}""",
        """{"status":{"name":"a","state":"running","workerId":"h:1","trace":null,"tasks":[],"type":"source"}}""",
        """{"status":{"name":"a","state":"running","workerId":"h:1","tasks":[{"id":{"connector":"a","task":0},"state":"failed","trace":"t"}]}}""");
}
