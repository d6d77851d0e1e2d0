using Connect.Runtime.Cluster;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>A random schedule: workers come, go, die, freeze and are cut off while configurations change; then the world calms and everything must
/// run.</summary>
internal static class ClusterSchedule
{
    private static readonly ProtocolRange Old = new(1, 1);

    /// <summary>Runs one; a broken rule comes as an exception.</summary>
    public static void Run(ClusterSimulation cluster)
    {
        var random = cluster.Random;
        foreach (var id in Enumerable.Range(0, random.Next(1, 4)))
            Start(cluster, id);
        for (var change = random.Next(1, 4); change > 0; change--)
            cluster.ChangeConfig();
        for (var step = random.Next(5, 25); step > 0; step--)
        {
            cluster.RunFor(random.Next(3) == 0 ? random.Next(1, 10_000) : random.Next(1, 1500));
            Disturb(cluster);
            cluster.Rules.CheckOverlap();
        }
        Calm(cluster);
    }

    /// <summary>Ends all disturbances, waits as long as anything may wait, and checks.</summary>
    public static void Calm(ClusterSimulation cluster)
    {
        cluster.Trace(null, "calm");
        if (!cluster.Alive.Any(worker => !worker.IsDraining && worker.Known != Old && IsLatest(cluster, worker)))
            Start(cluster, 4);
        var last = cluster.Alive.Select(worker => Math.Max(worker.PausedUntil, Math.Max(worker.GroupCutUntil, worker.LogCutUntil)))
            .Append(cluster.Group.AwayUntil).Max();
        var bound = TimeSpan.FromSeconds(30) + (2 * (cluster.Settings.SessionTimeout + cluster.Settings.FenceGrace))
            + (2 * cluster.Settings.LostDelay);
        cluster.RunFor(Math.Max(0, last - cluster.Now) + (long)bound.TotalMilliseconds);
        cluster.Rules.CheckCalm();
        var end = cluster.Log.End;
        cluster.RunFor(5000);
        if (cluster.Log.End != end)
            throw new RuleBrokenException("Calm, and still something is written.");
        cluster.Rules.CheckCalm();
    }

    public static SimulatedWorker Start(ClusterSimulation cluster, int id)
    {
        var known = id == 1 && cluster.HasOldWorkers ? Old : ProtocolRange.Known;
        return id % 4 == 3 ? cluster.StartWorker($"w{id}", known, "p") : cluster.StartWorker($"w{id}", known, "p", "q");
    }

    /// <summary>An earlier life of an id leaves as soon as it reads of the later one, even if that has gone.</summary>
    private static bool IsLatest(ClusterSimulation cluster, SimulatedWorker worker) =>
        cluster.Workers.Last(other => other.Key.WorkerId == worker.Key.WorkerId) == worker;

    private static void Disturb(ClusterSimulation cluster)
    {
        var random = cluster.Random;
        var alive = cluster.Alive.ToList();
        var worker = alive.Count == 0 ? null : alive[random.Next(alive.Count)];
        var id = worker is null ? 0 : int.Parse(worker.Key.WorkerId[1..], System.Globalization.CultureInfo.InvariantCulture);
        switch (random.Next(14))
        {
            case 0 or 1 or 2:
                cluster.ChangeConfig();
                break;
            case 3 or 4 when alive.Count < 5:
                Start(cluster, random.Next(6));
                break;
            case 5 when worker is not null:
                worker.Crash();
                break;
            case 6 when worker is not null:
                worker.Crash();
                cluster.After(null, random.Next(1, 15_000), () => Start(cluster, id));
                break;
            case 7 when worker is not null:
                Freeze(cluster, worker);
                break;
            case 8 when worker is not null:
                Freeze(cluster, worker);
                cluster.After(null, random.Next(1, 8000), () => Start(cluster, id));
                break;
            case 9 when worker is { IsDraining: false, HasStarted: true } && cluster.Now >= worker.PausedUntil:
                worker.Drain();
                if (random.Next(2) == 0)
                    cluster.After(null, random.Next(1, 10_000), () => Start(cluster, id));
                break;
            case 10 when worker is not null:
                worker.GroupCutUntil = cluster.Now + random.Next(1, 15_000);
                cluster.Trace(worker, $"is cut from the group until {worker.GroupCutUntil - 1_000_000}");
                break;
            case 11 when worker is not null:
                worker.LogCutUntil = cluster.Now + random.Next(1, 10_000);
                cluster.Trace(worker, $"is cut from the topics until {worker.LogCutUntil - 1_000_000}");
                break;
            case 12:
                var until = cluster.Now + random.Next(1, 15_000);
                cluster.Trace(null, $"the brokers are away until {until - 1_000_000}");
                cluster.Group.GoAway(until, cluster.Now);
                break;
            default:
                cluster.Group.Rebalance(cluster.Now);
                break;
        }
    }

    private static void Freeze(ClusterSimulation cluster, SimulatedWorker worker)
    {
        var until = cluster.Now + cluster.Random.Next(1, 20_000);
        worker.Pause(until);
        cluster.Trace(worker, $"freezes until {until - 1_000_000}");
        cluster.After(null, until - cluster.Now, cluster.Rules.CheckOverlap);
    }
}
