using Connect.Runtime.Cluster;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>Runs schedules by their seeds.</summary>
internal static class Schedules
{
    /// <summary>The rule that a schedule breaks; null for none.</summary>
    public static string? FindBrokenRule(int seed, Func<AssignorInput, AssignorResult>? assign = null) => Run(new ClusterSimulation(seed, assign));

    /// <summary>Runs a schedule again and tells what happened.</summary>
    public static string Tell(int seed, Func<AssignorInput, AssignorResult>? assign = null)
    {
        var cluster = new ClusterSimulation(seed, assign, traces: true);
        var broken = Run(cluster);
        return $"CONNECT_TEST_SEED={seed} CONNECT_TEST_SCHEDULES=1: {broken}\n{cluster.Story}";
    }

    private static string? Run(ClusterSimulation cluster)
    {
        try
        {
            ClusterSchedule.Run(cluster);
            return null;
        }
        catch (RuleBrokenException broken)
        {
            return broken.Message;
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }
}
