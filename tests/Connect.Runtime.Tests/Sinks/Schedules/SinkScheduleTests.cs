using System.Globalization;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>Whatever happens in whatever order: every record of an assigned partition is put while the task lives, in order and to an open partition;
/// nothing is committed beyond what was put and called safe; a task that was given up puts and commits nothing.</summary>
[CancelAfter(120_000)]
public sealed class SinkScheduleTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly int? Asked = Environment.GetEnvironmentVariable("CONNECT_TEST_SCHEDULES") is { } given
        ? int.Parse(given, CultureInfo.InvariantCulture) : null;

    [Test]
    public async Task No_order_of_events_loses_a_record(CancellationToken cancellationToken)
    {
        var first = Environment.GetEnvironmentVariable("CONNECT_TEST_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1 << 30);
        var started = TimeProvider.System.GetTimestamp();
        var seed = first;
        for (; seed < first + (Asked ?? 3000) && (Asked is not null || TimeProvider.System.GetElapsedTime(started) < Budget); seed++)
        {
            IReadOnlyList<string> violations;
            try
            {
                violations = await new SinkSchedule(seed).RunAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                violations = [e.ToString()];
            }

            Assert.That(violations, Is.Empty, $"CONNECT_TEST_SEED={seed} CONNECT_TEST_SCHEDULES=1");
        }

        await TestContext.Out.WriteLineAsync($"{seed - first} schedules from seed {first}");
    }
}
