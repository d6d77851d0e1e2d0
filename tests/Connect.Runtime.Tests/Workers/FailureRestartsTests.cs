using Connect.Runtime.Configuration;
using Connect.Runtime.Workers;
using Connect.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Workers;

/// <summary>Restarts after failures: when, how often, after which exceptions.</summary>
public sealed class FailureRestartsTests
{
    private static readonly Dictionary<string, string?> NoSettings = [];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TestLoggerFactory _log = new();
    private readonly List<RestartScope> _restarted = [];

    [Test]
    public void Waits_double_up_to_the_longest_and_vary_by_a_fifth()
    {
        var policy = Policy(("errors.restart.backoff.ms", "1000"), ("errors.restart.backoff.max.ms", "6000"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Enumerable.Range(0, 5).Select(before => policy.DelayAfter(before, 0.5).TotalSeconds),
                Is.EqualTo(new[] { 1.0, 2, 4, 6, 6 }).Within(0.001));
            Assert.That(policy.DelayAfter(1000, 0).TotalSeconds, Is.EqualTo(4.8).Within(0.001));
            Assert.That(policy.DelayAfter(0, 1).TotalSeconds, Is.EqualTo(1.2).Within(0.001));
        }
    }

    [Test]
    public async Task Restart_comes_when_it_is_due_and_says_when_that_is()
    {
        using var restarts = Restarts();
        var decision = restarts.Decide(3, Policy(), new ConnectException("no"), () => true);
        Assert.That(decision, Is.EqualTo((true, "Restart 1 of 10 follows at 2026-01-02T03:04:06Z (errors.restart.policy=on-failure).")));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.That(_restarted, Is.Empty);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.Async(() => Count == 1, "the task is restarted");
        Assert.That(_restarted.Single().Tasks, Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task Budget_of_a_window_is_used_up_and_comes_back_with_time()
    {
        using var restarts = Restarts();
        var policy = Policy(("errors.restart.max", "2"), ("errors.restart.window.ms", "60000"), ("errors.restart.backoff.ms", "0"));
        foreach (var count in new[] { 1, 2 })
        {
            Assert.That(restarts.Decide(0, policy, new ConnectException("no"), () => true)?.IsRestarting, Is.True);
            await Eventually.Async(() => Count == count, "it is restarted");
        }

        var used = restarts.Decide(0, policy, new ConnectException("no"), () => true);
        Assert.That(used?.IsRestarting, Is.False);
        Assert.That(used?.Note, Does.StartWith("Not restarted again: it has failed after 2 restarts within 00:01:00"));
        Assert.That(restarts.Decide(1, policy, new ConnectException("no"), () => true)?.IsRestarting, Is.True, "each task has its own");
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.That(restarts.Decide(0, policy, new ConnectException("no"), () => true)?.IsRestarting, Is.True);
        Assert.That(_log.Entries.Count(entry => entry.Level == LogLevel.Error), Is.EqualTo(1));
    }

    [TestCase("org.apache.kafka.connect.errors.RetriableException", true)]
    [TestCase("RetriableConnectException", true)]
    [TestCase("ConnectException", true, Description = "what derives from it")]
    [TestCase("System.TimeoutException", true, Description = "what caused it")]
    [TestCase("SocketException, IOException", false)]
    public void Only_the_exceptions_that_are_named_are_worth_a_restart(string names, bool isWorth)
    {
        using var restarts = Restarts();
        var exception = new RetriableConnectException("no", new TimeoutException());
        Assert.That(restarts.Decide(0, Policy(("errors.restart.exceptions", names)), exception, () => true) is not null, Is.EqualTo(isWorth));
    }

    [Test]
    public void Without_the_policy_nothing_is_restarted_and_a_worker_gives_it_to_all()
    {
        using var restarts = Restarts();
        Assert.That(restarts.Decide(0, RestartPolicy.Read(NoSettings, NoSettings), new ConnectException("no"), () => true), Is.Null);
        var worker = new Dictionary<string, string?> { ["errors.restart.policy"] = "on-failure", ["errors.restart.max"] = "3" };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RestartPolicy.Read(NoSettings, worker), Has.Property("IsOn").True.And.Property("Budget").EqualTo(3));
            Assert.That(
                RestartPolicy.Read(new Dictionary<string, string?> { ["errors.restart.policy"] = "none" }, worker).IsOn, Is.False,
                "the connector's own setting wins");
            Assert.That(
                RestartPolicy.Read(new Dictionary<string, string?> { ["errors.restart.policy"] = "${no:such:provider}" }, worker).IsOn, Is.False);
        }
    }

    [Test]
    public async Task Restart_that_somebody_else_has_seen_to_does_not_come()
    {
        using var restarts = Restarts();
        restarts.Decide(0, Policy(), new ConnectException("no"), () => true);
        restarts.Cancel(0);
        restarts.Decide(1, Policy(), new ConnectException("no"), () => false);
        restarts.Decide(FailureRestarts.Connector, Policy(), new ConnectException("no"), () => true);
        _time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.Async(() => Count == 1, "the connector is restarted");
        Assert.That(_restarted.Single(), Has.Property("Connector").True.And.Property("Tasks").Empty);
    }

    private int Count
    {
        get
        {
            lock (_restarted)
                return _restarted.Count;
        }
    }

    private static RestartPolicy Policy(params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?> { [AddedKeys.RestartPolicy] = AddedKeys.RestartOnFailure };
        foreach (var (key, value) in settings)
            config[key] = value;
        return RestartPolicy.Read(config, NoSettings);
    }

    private FailureRestarts Restarts() => new(
        "c",
        scope =>
        {
            lock (_restarted)
                _restarted.Add(scope);
            return Task.CompletedTask;
        },
        _time,
        () => 0.5,
        _log.CreateLogger("restarts"));
}
