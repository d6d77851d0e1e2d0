using Connect.Runtime.Herding;
using Connect.Tests;
using Connect.Tests.Connectors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Calls of connectors that do not return.</summary>
[CancelAfter(60_000)]
public sealed class HangingConnectorTests
{
    private readonly string _name = RandomNames.Connector();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() =>
        _worker = await TestWorker.StartAsync($"embedded:{RandomNames.Topic()}", null, ("task.stall.timeout.ms", "200"));

    [TearDown]
    public async Task StopWorker()
    {
        _release.TrySetResult();
        await _worker.DisposeAsync();
    }

    [Test]
    public async Task Start_that_does_not_return_is_in_the_status_until_it_returns(CancellationToken cancellationToken)
    {
        _worker.Handles[_name].WhileConnectorStarts = _ => _release.Task;
        var creating = CreateAsync();
        await Eventually.Async(
            async () => await StatusAsync() is { State: ConnectorState.Unassigned, WorkerId: "127.0.0.1:8083", Trace: { } trace }
                && trace.StartsWith("StartAsync of the connector has not returned since ", StringComparison.Ordinal),
            "the status says that the start hangs",
            cancellationToken: cancellationToken);
        Assert.That(
            (await WorkerHealth.CheckReadyAsync(_worker.Herder, cancellationToken)).Status, Is.EqualTo(HealthStatus.Unhealthy), "not started yet");
        _release.SetResult();
        await creating;
        await Eventually.Async(
            async () => await StatusAsync() is { State: ConnectorState.Running, Trace: null or "" }, "the connector runs",
            cancellationToken: cancellationToken);
    }

    [Test]
    public async Task Validation_that_does_not_return_is_in_the_log(CancellationToken cancellationToken)
    {
        _worker.Handles[_name].WhileValidating = _ => _release.Task;
        var creating = CreateAsync();
        await Eventually.Async(
            () => _worker.Log.Entries.Any(entry => entry.Message.StartsWith(
                $"Connector {_name} is stalled: ValidateAsync has not returned since ", StringComparison.Ordinal)),
            "the log says that the validation hangs",
            cancellationToken: cancellationToken);
        _release.SetResult();
        await creating;
    }

    private Task CreateAsync() => _worker.Herder.CreateConnectorAsync(
        _name, new Dictionary<string, string?> { ["connector.class"] = typeof(MonitorableSource).FullName, ["topic"] = RandomNames.Topic() });

    private async Task<ConnectorStatus?> StatusAsync()
    {
        try
        {
            return await _worker.Herder.GetConnectorStatusAsync(_name);
        }
        catch (ConnectorNotFoundException)
        {
            return null;
        }
    }
}
