using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Tasks;
using Connect.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Tasks;

/// <summary>Calls that do not return are shown, told once, and taken away when they return.</summary>
public sealed class StallWatchTests
{
    private static readonly ConnectorTaskId Id = new("sink", 1);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TestLoggerFactory _log = new();
    private TaskTroubles _troubles = null!;
    private readonly List<(string Reason, bool IsOver)> _changes = [];
    private StallWatch _watch = null!;

    [SetUp]
    public void Begin()
    {
        _troubles = new TaskTroubles(_time);
        _troubles.Changed += (entry, isOver) => _changes.Add((entry.Kind.ToMetric(), isOver));
        _watch = new StallWatch(_troubles, () => Array.Empty<BrokerOutage>(), TimeSpan.FromSeconds(60), _time, _log.CreateLogger<StallWatch>());
    }

    [TearDown]
    public void End() => _watch.Dispose();

    [Test]
    public void Put_that_does_not_return_is_shown_with_its_records_and_what_to_do_until_it_returns()
    {
        var calls = _watch.Watch(Id);
        calls.Begin(TaskCall.Put, 500);
        Pass(59);
        Assert.That(_troubles.All, Is.Empty);
        Pass(30);
        Assert.That(
            _troubles.Current[Id].Single(),
            Does.StartWith(
                "PutAsync has not returned since 2026-01-02T03:04:05Z. 500 records wait, neither acknowledged nor committed; nothing is lost.")
                .And.Contain("POST /connectors/sink/tasks/1/restart").And.Contain("task.stall.timeout.ms=60000"));
        Pass(600);
        Assert.That(_log.Entries.Count(entry => entry.Level == LogLevel.Warning), Is.EqualTo(1), "the log says it once");
        calls.End();
        Pass(5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_troubles.All, Is.Empty);
            Assert.That(_log.Entries[^1].Message, Does.StartWith("Task sink-1 is no longer stalled, after 69"));
            Assert.That(_changes, Is.EqualTo(new[] { ("call_not_returned", false), ("call_not_returned", true) }));
        }
    }

    [Test]
    public void Poll_that_waits_is_shown_as_what_may_be_normal()
    {
        _watch.Watch(Id).Begin(TaskCall.Poll);
        Pass(65);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_troubles.All.Single().Kind.MayBeNormal(), Is.True);
            Assert.That(_troubles.Current[Id].Single(), Does.Contain("when the source has no new data"));
            Assert.That(_log.Entries.Select(entry => entry.Level), Has.None.EqualTo(LogLevel.Warning));
        }
    }

    [Test]
    public void Call_of_a_connector_that_does_not_return_is_shown_as_the_connectors()
    {
        var calls = _watch.Watch("orders");
        calls.Begin(TaskCall.TaskConfigs);
        Pass(65);
        calls.End();
        Pass(5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                _log.Entries[0].Message,
                Does.StartWith("Connector orders is stalled: GetTaskConfigsAsync has not returned, so the connector's tasks are not started or updated")
                    .And.Contain("POST /connectors/orders/restart abandons"));
            Assert.That(_log.Entries[^1].Message, Does.StartWith("Connector orders is no longer stalled"));
            Assert.That(_troubles.All, Is.Empty);
        }
    }

    [Test]
    public void Call_after_call_is_no_stall_however_long_they_take_together()
    {
        var calls = _watch.Watch(Id);
        for (var i = 0; i < 10; i++)
        {
            calls.Begin(TaskCall.Convert);
            Pass(50);
        }

        Assert.That(_changes, Is.Empty);
    }

    [Test]
    public void Task_that_is_given_up_shows_nothing_any_more_whatever_its_flow_does()
    {
        var calls = _watch.Watch(Id);
        calls.Begin(TaskCall.Put, 1);
        Pass(65);
        _watch.Forget(calls);
        Assert.That(_troubles.All, Is.Empty);
        Pass(65);
        Assert.That(_troubles.All, Is.Empty);
    }

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
            _time.Advance(TimeSpan.FromSeconds(1));
    }
}
