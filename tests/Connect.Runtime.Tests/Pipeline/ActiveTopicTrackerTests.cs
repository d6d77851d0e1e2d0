using Connect.Runtime.Pipeline;
using Connect.Runtime.Storage;
using Connect.Tests;
using Connect.Tests.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Pipeline;

public sealed class ActiveTopicTrackerTests
{
    private static readonly ConnectorTaskId Task0 = new("snk", 0);

    [Test]
    public async Task A_topic_that_was_reset_is_stored_again_at_its_next_use()
    {
        await using var statuses = new MemoryStatusStore();
        var tracker = new ActiveTopicTracker(Task0, statuses, TimeProvider.System, CancellationToken.None);
        tracker.Used("lines");
        tracker.Used("lines");

        statuses.RemoveTopics("snk");
        Assert.That(statuses.GetTopics("snk"), Is.Empty);
        tracker.Used("lines");

        Assert.That(statuses.GetTopics("snk"), Is.EqualTo(new[] { "lines" }));
    }

    [Test]
    public async Task A_topic_that_is_reset_in_the_status_topic_is_stored_again_whenever_it_is_used()
    {
        var logs = new MemoryLogs();
        await using var statuses = new KafkaStatusStore(
            logs.Open("statuses"), NullLogger<KafkaStatusStore>.Instance, TimeProvider.System);
        await statuses.StartAsync(CancellationToken.None);
        var tracker = new ActiveTopicTracker(Task0, statuses, TimeProvider.System, CancellationToken.None);
        for (var round = 0; round < 20; round++)
        {
            await Eventually.Async(
                () =>
                {
                    tracker.Used("lines");
                    return statuses.IsUsed("snk", "lines");
                }, "the use is stored");
            tracker.Used("lines");

            statuses.RemoveTopics("snk");
            await Eventually.Async(() => statuses.TopicResets > round, "the use is forgotten");
        }
    }
}
