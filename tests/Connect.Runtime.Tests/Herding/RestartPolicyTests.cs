using Connect.Configuration;
using Connect.Tests;
using Connect.Tests.Connectors;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Connectors and tasks that are restarted without anybody asking for it.</summary>
[CancelAfter(60_000)]
public sealed class RestartPolicyTests
{
    private readonly string _name = RandomNames.Connector();
    private readonly ChangingSecret _secret = new();
    private TestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() =>
        _worker = await TestWorker.StartAsync(
            $"embedded:{RandomNames.Topic()}", new Dictionary<string, IConfigProvider> { ["vault"] = _secret }, null);

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [Test]
    public async Task Task_that_fails_is_RESTARTING_with_its_trace_and_runs_again_by_itself(CancellationToken cancellationToken)
    {
        var fails = 2;
        _worker.Handles[_name].OnTaskStart = _ =>
        {
            if (fails-- > 0)
                throw new ConnectException("no database");
        };
        await CreateAsync(("errors.restart.policy", "on-failure"), ("errors.restart.backoff.ms", "300"));
        await ReachesAsync(TaskState.Restarting, cancellationToken);
        Assert.That((await TaskAsync()).Trace, Does.Contain("no database").And.Contain("of 10 follows at"));
        await ReachesAsync(TaskState.Running, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await TaskAsync()).Trace, Is.Null.Or.Empty);
            Assert.That(_worker.Handles[_name].Calls.Count(call => call == "task-0.start"), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Task_whose_budget_is_used_up_stays_FAILED_and_says_so_until_somebody_restarts_it(CancellationToken cancellationToken)
    {
        _worker.Handles[_name].OnTaskStart = _ => throw new ConnectException("no database");
        await CreateAsync(("errors.restart.policy", "on-failure"), ("errors.restart.backoff.ms", "10"), ("errors.restart.max", "2"));
        await Eventually.Async(
            async () => (await TaskAsync()).Trace?.Contains("Not restarted again", StringComparison.Ordinal) == true, "the budget is used up",
            cancellationToken: cancellationToken);
        Assert.That((await TaskAsync()).State, Is.EqualTo(TaskState.Failed));
        _worker.Handles[_name].OnTaskStart = null;
        await _worker.Herder.RestartTaskAsync(new ConnectorTaskId(_name, 0), cancellationToken);
        await ReachesAsync(TaskState.Running, cancellationToken);
    }

    [Test]
    public async Task Connector_that_fails_in_its_start_runs_in_the_end_and_has_its_tasks(CancellationToken cancellationToken)
    {
        var fails = 1;
        _worker.Handles[_name].OnConnectorStart = () =>
        {
            if (fails-- > 0)
                throw new ConnectException("not yet");
        };
        await Assert.ThatAsync(
            () => CreateAsync(("errors.restart.policy", "on-failure"), ("errors.restart.backoff.ms", "10")), Throws.InstanceOf<ConnectException>());
        await ReachesAsync(TaskState.Running, cancellationToken);
        Assert.That((await _worker.Herder.GetConnectorStatusAsync(_name, cancellationToken)).State, Is.EqualTo(ConnectorState.Running));
    }

    [Test]
    public async Task Connector_that_is_deleted_while_its_task_waits_for_a_restart_stays_deleted(CancellationToken cancellationToken)
    {
        _worker.Handles[_name].OnTaskStart = _ => throw new ConnectException("no database");
        await CreateAsync(("errors.restart.policy", "on-failure"), ("errors.restart.backoff.ms", "200"));
        await ReachesAsync(TaskState.Restarting, cancellationToken);
        await _worker.Herder.DeleteConnectorAsync(_name, cancellationToken);
        var starts = Starts;
        await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Starts, Is.EqualTo(starts));
            await Assert.ThrowsAsync<ConnectorNotFoundException>(() => _worker.Herder.GetConnectorStatusAsync(_name, cancellationToken));
        }
    }

    [Test]
    public async Task Secret_that_changes_restarts_connector_and_tasks_once_and_one_that_stays_does_not(CancellationToken cancellationToken)
    {
        await CreateAsync(("database.password", "${vault:db:password}"));
        await ReachesAsync(TaskState.Running, cancellationToken);
        var asked = _secret.Asked;
        await Eventually.Async(() => _secret.Asked >= asked + 2, "the provider is asked again and again", cancellationToken: cancellationToken);
        Assert.That(Starts, Is.EqualTo(1), "the same value restarts nothing");
        _secret.Value = "second secret";
        await Eventually.Async(() => Starts == 2, "the task is restarted", cancellationToken: cancellationToken);
        asked = _secret.Asked;
        await Eventually.Async(() => _secret.Asked >= asked + 2, "the new value is looked after", cancellationToken: cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Starts, Is.EqualTo(2));
            Assert.That(_worker.Handles[_name].Calls.Count(call => call == "connector.start"), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Secret_that_changes_restarts_nothing_where_config_action_reload_is_none(CancellationToken cancellationToken)
    {
        await CreateAsync(("database.password", "${vault:db:password}"), ("config.action.reload", "none"));
        await ReachesAsync(TaskState.Running, cancellationToken);
        _secret.Value = "second secret";
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
        Assert.That(Starts, Is.EqualTo(1));
    }

    private int Starts => _worker.Handles[_name].Calls.Count(call => call == "task-0.start");

    private Task CreateAsync(params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?>
        {
            ["connector.class"] = typeof(MonitorableSource).FullName,
            ["topic"] = RandomNames.Topic(),
            ["messages"] = "10"
        };
        foreach (var (key, value) in settings)
            config[key] = value;
        return _worker.Herder.CreateConnectorAsync(_name, config);
    }

    private async Task<ConnectorTaskStatus> TaskAsync()
    {
        try
        {
            return await _worker.Herder.GetTaskStatusAsync(new ConnectorTaskId(_name, 0));
        }
        catch (ConnectorNotFoundException)
        {
            return new ConnectorTaskStatus(new ConnectorTaskId(_name, 0), TaskState.Unassigned, "", null, null);
        }
    }

    private Task ReachesAsync(TaskState state, CancellationToken cancellationToken) =>
        Eventually.Async(async () => (await TaskAsync()).State == state, $"the task is {state}", cancellationToken: cancellationToken);

    /// <summary>A provider of one secret, good for a second.</summary>
    private sealed class ChangingSecret : IConfigProvider
    {
        private int _asked;

        public string Value { get; set; } = "first secret";

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            return ValueTask.FromResult(new ConfigData(new Dictionary<string, string> { ["password"] = Value }, TimeSpan.FromSeconds(1)));
        }
    }
}
