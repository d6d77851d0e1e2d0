using System.Collections.Immutable;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>A cluster in virtual time: what happens, and when, comes from a seed alone.</summary>
internal sealed class ClusterSimulation
{
    private const int MostRecords = 2000;

    private readonly PriorityQueue<(SimulatedWorker? Worker, Action Action), (long At, long Number)> _events = new();
    private readonly List<string>? _trace;
    private long _number;
    private int _incarnations;

    public ClusterSimulation(int seed, Func<AssignorInput, AssignorResult>? assign = null, TimeSpan? lostDelay = null, bool traces = false)
    {
        Random = new Random(seed);
        (HasSkew, HasOldWorkers) = (Random.Next(2) == 0, Random.Next(3) == 0);
        Assign = assign ?? Assignor.Assign;
        var delay = lostDelay ?? TimeSpan.FromMilliseconds(new[] { 0, 1000, 20_000 }[Random.Next(3)]);
        Settings = ClusterSettings.Of(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2), delay);
        Session = (long)Settings.SessionTimeout.TotalMilliseconds;
        Group = new SimulatedGroup(Random, Session);
        Rules = new ClusterRules(this);
        _trace = traces ? [] : null;
    }

    public Random Random { get; }

    /// <summary>Whether the workers' clocks disagree.</summary>
    public bool HasSkew { get; }

    /// <summary>Whether one worker knows the older version of the records alone.</summary>
    public bool HasOldWorkers { get; }

    public Func<AssignorInput, AssignorResult> Assign { get; }

    public ClusterSettings Settings { get; }

    public long Session { get; }

    public long Now { get; private set; } = 1_000_000;

    public SimulatedLog Log { get; } = new();

    public SimulatedConfig Config { get; } = new();

    public SimulatedGroup Group { get; }

    public ClusterRules Rules { get; }

    public List<SimulatedWorker> Workers { get; } = [];

    public IEnumerable<SimulatedWorker> Alive => Workers.Where(worker => worker.IsAlive);

    public AssignmentRecord Assignment => Log.StateAt(Log.End, ProtocolRange.Known).Assignment ?? AssignmentRecord.Empty;

    public string Story => string.Join('\n', _trace ?? []);

    public void Trace(SimulatedWorker? worker, string what) => _trace?.Add($"{Now - 1_000_000,8} {worker?.Key} {what}");

    public bool IsExactlyOnce(WorkItem item) => Rules.ExactlyOnce.Contains(item);

    public void After(SimulatedWorker? worker, long delay, Action action) => _events.Enqueue((worker, action), (Now + delay, _number++));

    public SimulatedWorker StartWorker(string id, ProtocolRange known, params string[] plugins)
    {
        var worker = new SimulatedWorker(this, new WorkerIncarnation(id, $"i{_incarnations++}"), known, plugins.ToHashSet());
        Workers.Add(worker);
        Trace(worker, $"starts, protocol {known.Max}, plugins {string.Join(",", plugins)}");
        After(worker, Random.Next(1, 300), worker.Start);
        return worker;
    }

    public void ChangeConfig()
    {
        Trace(null, Config.Change(Random, 5));
        Rules.OnConfig();
        foreach (var worker in Alive.Where(worker => worker.HasStarted))
            After(worker, Random.Next(1, 100), worker.ReadConfig);
    }

    public void Append(SimulatedWorker worker, WorkerRecord record, int protocol)
    {
        Trace(worker, $"says {record.State} {record.Applied} [{string.Join(", ", record.Items.Order())}]");
        Log.Append(worker.Key, record, protocol);
        Rules.OnWorkerRecord(worker.Key, record);
        Announce();
    }

    public bool TryCommit(SimulatedWorker worker, int producer, LeaderDecision decision, long decidedAt)
    {
        var before = Assignment;
        if (!Log.TryCommit(producer, decision))
            return false;
        if (Log.End > MostRecords)
            throw new RuleBrokenException($"More than {MostRecords} records: the leader comes to no end.");
        if (decision.Assignment is { } next)
        {
            Trace(worker, $"assigns {Describe(next)}");
            Rules.OnAssignment(before, next, decidedAt);
        }
        Announce();
        return true;
    }

    public void RunFor(long time)
    {
        var end = Now + time;
        while (_events.TryPeek(out _, out var due) && due.At <= end)
        {
            var (worker, action) = _events.Dequeue();
            Now = Math.Max(Now, due.At);
            if (worker is { IsAlive: false })
                continue;
            if (worker is not null && Now < worker.PausedUntil)
                _events.Enqueue((worker, action), (worker.PausedUntil, due.Number));
            else
                action();
        }
        Now = end;
    }

    private static string Describe(AssignmentRecord record) =>
        $"{record.Version} p{record.Protocol} {string.Join(" ", record.Workers.Select(entry => $"{entry.Key}|{entry.Value.Incarnation}:[{string.Join(", ", entry.Value.Items.Order())}]"))}"
        + $" revoking [{string.Join(", ", record.Revoking)}] lost [{string.Join(", ", record.Lost)}] {record.Balance}";

    private void Announce()
    {
        foreach (var worker in Alive.Where(worker => worker.HasStarted))
            After(worker, Random.Next(1, 50), worker.ReadLog);
    }
}
