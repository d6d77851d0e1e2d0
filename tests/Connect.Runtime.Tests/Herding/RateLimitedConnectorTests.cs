using Connect.Runtime.Herding;
using Connect.Tests;
using Connect.Tests.Connectors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Connectors with a rate limit, as users see them.</summary>
[CancelAfter(60_000)]
public sealed class RateLimitedConnectorTests
{
    private readonly string _name = RandomNames.Connector();
    private TestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() => _worker = await TestWorker.StartAsync($"embedded:{RandomNames.Topic()}");

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [Test]
    public async Task Status_says_that_a_running_task_waits_for_its_rate_limit_and_the_worker_is_healthy(CancellationToken cancellationToken)
    {
        await CreateAsync(("rate.limit.records", "1"), ("batch", "1000"));
        await Eventually.Async(
            async () => await StatusAsync() is [{ State: TaskState.Running, Trace: { } trace }]
                && trace.StartsWith("The task waits for its rate limit (rate.limit.records=1) until ", StringComparison.Ordinal),
            "the status says why the task waits",
            cancellationToken: cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _worker.Herder.GetConnectorStatusAsync(_name, cancellationToken)).Trace, Is.Null.Or.Empty);
            Assert.That((await WorkerHealth.CheckReadyAsync(_worker.Herder, cancellationToken)).Status, Is.EqualTo(HealthStatus.Healthy));
            Assert.That(_worker.Handles[_name].Sent, Has.Count.EqualTo(1000));
        }
    }

    [Test]
    public async Task Limit_that_is_no_number_from_zero_is_refused(CancellationToken cancellationToken)
    {
        var found = await _worker.Herder.ValidateConnectorConfigAsync(Config(("rate.limit.bytes", "-1")), cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Configs.Single(entry => entry.Definition!.Name == "rate.limit.bytes").Value.Errors.Single(), Does.Contain("at least 0"));
            Assert.That(found.Configs.Select(entry => entry.Definition!.Name), Has.No.Member("rate.limit.records"), "only keys that are set are shown");
        }
    }

    private async Task<IReadOnlyList<ConnectorTaskStatus>> StatusAsync()
    {
        try
        {
            return (await _worker.Herder.GetConnectorStatusAsync(_name)).Tasks;
        }
        catch (ConnectorNotFoundException)
        {
            return [];
        }
    }

    private Dictionary<string, string?> Config(params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?>
        {
            ["name"] = _name,
            ["connector.class"] = typeof(MonitorableSource).FullName,
            ["topic"] = RandomNames.Topic(),
        };
        foreach (var (key, value) in settings)
            config[key] = value;
        return config;
    }

    private Task CreateAsync(params (string Key, string Value)[] settings) => _worker.Herder.CreateConnectorAsync(_name, Config(settings));
}
