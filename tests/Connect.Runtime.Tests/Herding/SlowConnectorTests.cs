using Connect.Runtime;
using Connect.Runtime.Workers;
using Connect.Tests;
using Connect.Tests.Connectors;

namespace Connect.Runtime.Tests.Herding;

/// <summary>A connector that takes its time holds up nobody but who asked for it.</summary>
[CancelAfter(30_000)]
public class SlowConnectorTests
{
    private readonly string _slow = RandomNames.Next("slow");
    private readonly string _quick = RandomNames.Next("quick");
    private readonly TaskCompletionSource _released = new();

    private TestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker()
    {
        _worker = await TestWorker.StartAsync($"embedded:{RandomNames.Topic()}");
        _worker.Handles[_slow].WhileConnectorStarts = cancellationToken => _released.Task.WaitAsync(cancellationToken);
    }

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [Test]
    public async Task Others_are_created_changed_and_deleted_while_it_starts(CancellationToken cancellationToken)
    {
        var creating = _worker.Herder.CreateConnectorAsync(_slow, Config(), null, cancellationToken);
        await StartsAsync(cancellationToken);

        await _worker.Herder.CreateConnectorAsync(_quick, Config(), null, cancellationToken);
        await _worker.Herder.PauseConnectorAsync(_quick, cancellationToken);
        await _worker.Herder.PingAsync(cancellationToken);
        await _worker.Herder.DeleteConnectorAsync(_quick, cancellationToken);
        Assert.That(creating.IsCompleted, Is.False);

        _released.SetResult();
        Assert.That((await creating).Tasks, Has.Count.EqualTo(1), "and who asked has its tasks in the answer");
    }

    [Test]
    public async Task It_can_be_deleted_while_it_starts(CancellationToken cancellationToken)
    {
        var creating = _worker.Herder.CreateConnectorAsync(_slow, Config(), null, cancellationToken);
        await StartsAsync(cancellationToken);

        await _worker.Herder.DeleteConnectorAsync(_slow, cancellationToken);

        var error = (await Assert.ThrowsAsync<ConnectException>(() => creating))!;
        Assert.That(error.Message, Does.Contain("was stopped before it started"));
        await Assert.ThrowsAsync<ConnectorNotFoundException>(() => _worker.Herder.GetConnectorStatusAsync(_slow, cancellationToken));
        Assert.That(_worker.Log.Entries.Select(entry => entry.Message), Has.None.Contains("has failed"));
    }

    [Test]
    public async Task A_newer_configuration_wins_while_it_starts(CancellationToken cancellationToken)
    {
        var creating = _worker.Herder.CreateConnectorAsync(_slow, Config(), null, cancellationToken);
        await StartsAsync(cancellationToken);
        _worker.Handles[_slow].WhileConnectorStarts = null;

        var update = await _worker.Herder.PutConnectorConfigAsync(_slow, Config(tasks: 2), cancellationToken);

        await Assert.ThrowsAsync<ConnectException>(() => creating);
        Assert.That(update.Connector.Tasks, Has.Count.EqualTo(2));
        await Eventually.Async(
            async () => (await _worker.Herder.GetConnectorStatusAsync(_slow, cancellationToken)) is { State: ConnectorState.Running } status
                && status.Tasks.Count(task => task.State == TaskState.Running) == 2,
            "the newer one runs with its tasks", cancellationToken: cancellationToken);
    }

    [Test]
    public async Task The_worker_stops_while_it_starts(CancellationToken cancellationToken)
    {
        var creating = _worker.Herder.CreateConnectorAsync(_slow, Config(), null, cancellationToken);
        await StartsAsync(cancellationToken);

        await _worker.DisposeAsync().AsTask().WaitAsync(cancellationToken);

        Assert.That(async () => await creating, Throws.InstanceOf<Exception>());
    }

    [Test]
    public async Task Start_that_completes_after_it_was_given_up_is_followed_by_its_stop(CancellationToken cancellationToken)
    {
        _worker.Handles[_slow].WhileConnectorStarts = _ => _released.Task;
        var creating = _worker.Herder.CreateConnectorAsync(_slow, Config(), null, cancellationToken);
        await StartsAsync(cancellationToken);
        await _worker.Herder.DeleteConnectorAsync(_slow, cancellationToken);
        Assert.That(_worker.Handles[_slow].Calls, Has.None.EqualTo("connector.stop"), "it has not started yet");

        _released.SetResult();

        await Eventually.Async(
            () => _worker.Handles[_slow].Calls.Contains("connector.stop"), "what it opened is closed", cancellationToken: cancellationToken);
        Assert.That(async () => await creating, Throws.InstanceOf<ConnectException>());
        Assert.That(_worker.Handles[_slow].Calls.Count(call => call == "connector.stop"), Is.EqualTo(1));
    }

    [Test]
    public async Task Patches_made_at_the_same_time_are_all_kept(CancellationToken cancellationToken)
    {
        await _worker.Herder.CreateConnectorAsync(_quick, Config(), null, cancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            try
            {
                await _worker.Herder.PatchConnectorConfigAsync(
                    _quick, new Dictionary<string, string?> { [$"producer.override.client.rack{i}"] = "x" }, cancellationToken);
            }
            catch (ConnectException e) when (e is not BadRequestException)
            {
                // A start that a newer configuration has overtaken; its change is kept all the same.
            }
        }));

        var config = (await _worker.Herder.GetConnectorAsync(_quick, cancellationToken)).Config;
        Assert.That(config.Keys.Where(key => key.StartsWith("producer.override.", StringComparison.Ordinal)), Has.Exactly(5).Items);
    }

    private static Dictionary<string, string?> Config(int tasks = 1) => new()
    {
        ["connector.class"] = nameof(MonitorableSource),
        ["topic"] = RandomNames.Topic(),
        ["tasks.max"] = "2",
        ["tasks"] = $"{tasks}",
    };

    private Task StartsAsync(CancellationToken cancellationToken) =>
        Eventually.Async(() => !_worker.Handles[_slow].Calls.IsEmpty, "the connector starts", cancellationToken: cancellationToken);
}
