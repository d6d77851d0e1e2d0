using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Tests.Sources;

/// <summary>Random schedules over the real source loop: acknowledgements out of order, refused records, polls that wait, block, throw or answer at
/// once, pauses, stops, commits that fail or hang, tasks that are given up.</summary>
/// <remarks>The schedule of a seed is always the same, the interleaving of the threads below it is not. Each schedule runs several lives of one task
/// over one offset store and checks: no offset is stored beyond a record that is neither in Kafka nor left out on purpose; nothing is stored by a
/// task that was given up; no record is missing in the end; no stop hangs.</remarks>
public sealed class SourceScheduleTests
{
    private const int Partitions = 3;
    private const int RecordsPerPartition = 60;
    private const int Lives = 4;
    private const int Steps = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly KafkaClientException TooLarge = new("too large", KafkaErrorKind.RecordTooLarge);

    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("CONNECT_TEST_SCHEDULES"), out var seeds) ? seeds : 30;

    [Test]
    [CancelAfter(600_000)]
    public async Task Nothing_is_lost_and_nothing_is_stored_too_early_or_too_late(CancellationToken cancellationToken)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            await using var world = new ScheduledWorld(Partitions, RecordsPerPartition, tolerates: seed % 3 == 0);
            for (var life = 0; life < Lives; life++)
                await LiveAsync(world, random, $"seed {seed}, life {life}", cancellationToken);
            await FinishAsync(world, $"seed {seed}, last life", cancellationToken);
            Assert.That(world.Missing(), Is.Empty, $"seed {seed}: these records are nowhere");
            Assert.That(world.Violations, Is.Empty, $"seed {seed}");
        }
    }

    private static SourceTaskHarness NewTask(ScheduledWorld world, ScheduledSourceTask task)
    {
        var policy = new ErrorPolicy { Tolerance = world.Tolerates ? ErrorTolerance.All : ErrorTolerance.None };
        var harness = new SourceTaskHarness(policy, record => world.IsFiltered(record) ? null : record, task: task, store: world.NewStore());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Producer.Settling = (record, error) =>
        {
            if (error is null || (world.Tolerates && error.Kind == KafkaErrorKind.RecordTooLarge))
                world.Settle(record);
        };
        return harness;
    }

    /// <summary>One life of the task, from its start to its end by whatever the schedule does to it.</summary>
    private static async Task LiveAsync(ScheduledWorld world, Random random, string name, CancellationToken cancellationToken)
    {
        var task = new ScheduledSourceTask(world, new Random(random.Next()));
        var harness = NewTask(world, task);
        await using (harness)
        {
            harness.Producer.Capacity = random.Next(3) == 0 ? random.Next(1, 5) : int.MaxValue;
            harness.Worker.Start();
            for (var step = 0; step < Steps && !harness.Worker.Completion.IsCompleted; step++)
            {
                await StepAsync(world, harness, task, random);
                if (random.Next(4) == 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
                else
                    await Task.Yield();
            }

            await EndAsync(world, harness, task, random, name, cancellationToken);
        }
    }

    private static async Task StepAsync(ScheduledWorld world, SourceTaskHarness harness, ScheduledSourceTask task, Random random)
    {
        switch (random.Next(16))
        {
            case < 6:
                for (var i = random.Next(20); i > 0; i--)
                    harness.Producer.Acknowledge(random.Next(Math.Max(1, harness.Producer.Outstanding)));
                break;
            case < 8:
                harness.Time.Advance(TimeSpan.FromMilliseconds(random.Next(2_500)));
                break;
            case 8:
                if (world.Tolerates || random.Next(6) == 0)
                    harness.Producer.Fail(TooLarge, random.Next(Math.Max(1, harness.Producer.Outstanding)));
                break;
            case 9:
                harness.Worker.Pause();
                break;
            case 10 or 11:
                harness.Worker.Resume();
                break;
            case 12:
                world.Mishap = (StoreMishap)random.Next(3);
                break;
            case 13:
                world.EndMishap();
                break;
            case 14:
                task.Release();
                break;
            default:
                // From another thread at the same time.
                await Task.WhenAll(Task.Run(() => harness.Producer.Acknowledge()), Task.Run(harness.Worker.Resume));
                break;
        }
    }

    /// <summary>Stops the task, or gives it up in the middle of whatever it does. Neither may hang.</summary>
    private static async Task EndAsync(
        ScheduledWorld world, SourceTaskHarness harness, ScheduledSourceTask task, Random random, string name, CancellationToken cancellationToken)
    {
        harness.Worker.Stop();
        if (random.Next(3) > 0)
            await AdvanceAsync(harness, TimeSpan.FromSeconds(15), cancellationToken);
        if (!harness.Worker.Completion.IsCompleted)
        {
            harness.Worker.Cancel();
            var stored = world.Close();

            // What comes late: acknowledgements, timers, a store that goes on.
            while (harness.Producer.Acknowledge(random.Next(Math.Max(1, harness.Producer.Outstanding))))
            {
            }

            world.EndMishap();
            await AdvanceAsync(harness, TimeSpan.FromSeconds(5), cancellationToken);
            Assert.That(world.Stored(), Is.EqualTo(stored), $"{name}: a task that was given up stores nothing");
            task.Release();
        }

        world.EndMishap();
        task.Close();
        var started = TimeProvider.System.GetTimestamp();
        while (!harness.Worker.Completion.IsCompleted)
        {
            Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(Patience), $"{name}: the stop hangs");
            await AdvanceAsync(harness, TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    /// <summary>A life without any mishap, until the source has nothing more.</summary>
    private static async Task FinishAsync(ScheduledWorld world, string name, CancellationToken cancellationToken)
    {
        world.EndMishap();
        var task = new ScheduledSourceTask(world, null);
        await using var harness = NewTask(world, task);
        harness.Producer.AcknowledgesAtOnce = true;
        harness.Worker.Start();
        var started = TimeProvider.System.GetTimestamp();
        while (world.Stored().Values.Sum() < (long)Partitions * RecordsPerPartition)
        {
            Assert.That(
                TimeProvider.System.GetElapsedTime(started), Is.LessThan(Patience), $"{name}: the source does not come to its end: {harness.Trace}");
            await AdvanceAsync(harness, TimeSpan.FromSeconds(1), cancellationToken);
        }

        await harness.StopAsync(cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Unassigned), name);
    }

    private static async Task AdvanceAsync(SourceTaskHarness harness, TimeSpan time, CancellationToken cancellationToken)
    {
        for (var step = TimeSpan.Zero; step < time && !harness.Worker.Completion.IsCompleted; step += TimeSpan.FromSeconds(1))
        {
            harness.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }
}
