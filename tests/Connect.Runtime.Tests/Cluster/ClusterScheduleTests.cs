using System.Globalization;
using Connect.Runtime.Tests.Cluster.Simulation;

namespace Connect.Runtime.Tests.Cluster;

/// <summary>Whatever happens in whatever order, the rules of a cluster hold. <c>CONNECT_TEST_SCHEDULES</c> says how many orders,
/// <c>CONNECT_TEST_SEED</c> which is the first.</summary>
public sealed class ClusterScheduleTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(12);
    private static readonly int? Asked = Environment.GetEnvironmentVariable("CONNECT_TEST_SCHEDULES") is { } given
        ? int.Parse(given, CultureInfo.InvariantCulture) : null;

    [Test]
    public async Task No_order_of_events_breaks_a_rule()
    {
        var first = Environment.GetEnvironmentVariable("CONNECT_TEST_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1 << 30);
        var started = TimeProvider.System.GetTimestamp();
        var (count, broken) = (0, (int?)null);
        Parallel.For(0, Asked ?? 20_000, (index, loop) =>
        {
            if (Asked is null && TimeProvider.System.GetElapsedTime(started) > Budget)
            {
                loop.Stop();
                return;
            }
            Interlocked.Increment(ref count);
            if (Schedules.FindBrokenRule(first + index) is null)
                return;
            broken = first + index;
            loop.Stop();
        });
        await TestContext.Out.WriteLineAsync($"{count} schedules from seed {first} in {TimeProvider.System.GetElapsedTime(started)}");
        Assert.That(broken is { } seed ? Schedules.Tell(seed) : null, Is.Null);
    }

    [TestCaseSource(nameof(BrokenAssignorNames))]
    public void A_broken_assignor_is_caught(string name) =>
        Assert.That(
            Enumerable.Range(1, 400)
                .Any(seed => Schedules.FindBrokenRule(seed, BrokenAssignors.All[name]) is { } broken && !broken.Contains("   at ")));

    private static IEnumerable<string> BrokenAssignorNames() => BrokenAssignors.All.Keys;
}
