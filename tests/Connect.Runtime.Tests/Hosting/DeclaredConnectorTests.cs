using Connect.Runtime.Hosting;
using Connect.Tests;
using Connect.Tests.Connectors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Hosting;

/// <summary>A connector that an application declares does not take the application down, and does not hold it up.</summary>
[CancelAfter(60_000)]
public class DeclaredConnectorTests
{
    private readonly HostApplicationBuilder _builder =
        Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "shop" });
    private readonly TestLoggerFactory _log = new();
    private readonly ConnectorHandles _handles = new();

    [SetUp]
    public void AddServices() => _builder.Services.AddSingleton<ILoggerFactory>(_log).AddSingleton(_handles);

    [Test]
    public async Task One_that_throws_is_failed_and_the_others_run(CancellationToken cancellationToken)
    {
        _handles["bad"].OnConnectorStart = () => throw new InvalidOperationException("no database");
        using var host = Build(_ => { }, "bad", "good");

        await host.StartAsync(cancellationToken);

        var connect = host.Services.GetRequiredService<IKafkaConnect>();
        await ReachesAsync(connect, "good", ConnectorState.Running, cancellationToken);
        await ReachesAsync(connect, "bad", ConnectorState.Failed, cancellationToken);
        Assert.That((await connect.GetConnectorStatusAsync("bad", cancellationToken)).Trace, Does.Contain("no database"));
        await Eventually.Async(
            () => _log.Entries.Any(
                entry => entry.Level == LogLevel.Error
                    && entry.Message.Contains("The connector bad, which the application declares, did not start", StringComparison.Ordinal)),
            "the log says so", cancellationToken: cancellationToken);
        await host.StopAsync(cancellationToken);
    }

    [Test]
    public async Task One_that_takes_its_time_holds_nobody_up_and_the_application_stops_meanwhile(CancellationToken cancellationToken)
    {
        _handles["slow"].WhileConnectorStarts = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        using var host = Build(_ => { }, "slow", "good");

        await host.StartAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        await ReachesAsync(host.Services.GetRequiredService<IKafkaConnect>(), "good", ConnectorState.Running, cancellationToken);
        await host.StopAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

        Assert.That(_log.Entries.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Message), Is.Empty);
    }

    [Test]
    public async Task One_whose_validation_hangs_holds_nobody_up_says_so_and_starts_when_it_has_returned(CancellationToken cancellationToken)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _handles["slow"].WhileValidating = _ => gate.Task;
        using var host = Build(_ => { }, "slow", "good");

        await host.StartAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        var connect = host.Services.GetRequiredService<IKafkaConnect>();
        await ReachesAsync(connect, "good", ConnectorState.Running, cancellationToken);
        Assert.That(_log.Entries.Count(entry => entry.Message.Contains("The validation of connector slow", StringComparison.Ordinal)), Is.EqualTo(1));
        gate.SetResult();
        await ReachesAsync(connect, "slow", ConnectorState.Running, cancellationToken);
        await host.StopAsync(cancellationToken);
    }

    [Test]
    public void One_that_throws_ends_the_start_where_the_application_requires_it(CancellationToken cancellationToken)
    {
        _handles["bad"].OnConnectorStart = () => throw new InvalidOperationException("no database");
        using var host = Build(worker => worker.RequireConnectors = true, "bad", "good");

        Assert.That(
            async () => await host.StartAsync(cancellationToken),
            Throws.InstanceOf<ConnectException>().With.Message.Contains("The connector 'bad', which the application declares").And.Message.Contains(
                "no database"));
    }

    [Test]
    public async Task An_application_that_is_stopped_while_it_waits_for_a_required_connector_ends_in_peace(CancellationToken cancellationToken)
    {
        var starting = new TaskCompletionSource();
        _handles["slow"].WhileConnectorStarts = token =>
        {
            starting.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        using var host = Build(worker => worker.RequireConnectors = true, "slow");

        var running = host.RunAsync(cancellationToken);
        await starting.Task.WaitAsync(cancellationToken);
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await running.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        Assert.That(_log.Entries.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Message), Is.Empty);
    }

    [Test]
    public async Task Two_workers_of_one_process_are_told_apart_and_claim_no_address(CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "orders", "payments" })
        {
            _builder.Services.AddKeyedKafkaConnect(name, worker => worker.BootstrapServers = $"embedded:{RandomNames.Topic()}")
                .AddConnector<MonitorableSource>("c", source => source["topic"] = RandomNames.Topic());
        }

        _builder.Services.AddKafkaConnect(worker =>
        {
            worker.BootstrapServers = $"embedded:{RandomNames.Topic()}";
            worker.Properties["rest.advertised.host.name"] = "web";
            worker.Properties["rest.advertised.port"] = "80";
        });
        using var host = _builder.Build();
        await host.StartAsync(cancellationToken);

        var machine = System.Net.Dns.GetHostName();
        var orders = host.Services.GetRequiredKeyedService<IKafkaConnect>("orders");
        await ReachesAsync(orders, "c", ConnectorState.Running, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(orders.WorkerId, Is.EqualTo($"{machine}:orders"));
            Assert.That(host.Services.GetRequiredKeyedService<IKafkaConnect>("payments").WorkerId, Is.EqualTo($"{machine}:payments"));
            Assert.That(host.Services.GetRequiredService<IKafkaConnect>().WorkerId, Is.EqualTo("web:80"));
            Assert.That((await orders.GetConnectorStatusAsync("c", cancellationToken)).WorkerId, Is.EqualTo($"{machine}:orders"));
        }

        await host.StopAsync(cancellationToken);
    }

    [TestCase("orders", "web:80/orders")]
    [TestCase(null, "web:80")]
    public void A_worker_with_an_address_has_it_in_its_id(string? name, string expected) =>
        Assert.That(
            WorkerIdentity.IdOf(
                new Dictionary<string, string?> { ["rest.advertised.host.name"] = "web", ["rest.advertised.port"] = "80" }, false, name, "shop"),
                    Is.EqualTo(expected));

    [Test]
    public void A_worker_that_listens_nowhere_claims_no_port() =>
        Assert.That(
            WorkerIdentity.IdOf(new Dictionary<string, string?> { ["listeners"] = " " }, false, null, "shop"),
            Is.EqualTo($"{System.Net.Dns.GetHostName()}:shop"));

    [Test]
    public async Task What_a_connector_and_a_task_log_has_worker_connector_and_task_as_keys(CancellationToken cancellationToken)
    {
        var scopes = new ScopeRecorder();
        _builder.Services.AddSingleton<ILoggerFactory>(LoggerFactory.Create(logging => logging.AddProvider(scopes)));
        _builder.Services.AddSingleton(scopes);
        _handles["c"].OnConnectorStart = () => scopes.CreateLogger("plugin").LogInformation("connector");
        _handles["c"].OnTaskStart = _ => scopes.CreateLogger("plugin").LogInformation("task");
        using var host = Build(_ => { }, "c");
        await host.StartAsync(cancellationToken);
        await Eventually.Async(() => scopes.Seen.ContainsKey("task"), "the task has logged", cancellationToken: cancellationToken);

        var worker = host.Services.GetRequiredService<IKafkaConnect>().WorkerId;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scopes.Seen["connector"], Is.SupersetOf(new Dictionary<string, object?> { ["Worker"] = worker, ["Connector"] = "c" }));
            Assert.That(
                scopes.Seen["task"], Is.SupersetOf(new Dictionary<string, object?> { ["Worker"] = worker, ["Connector"] = "c", ["Task"] = 0 }));
        }

        await host.StopAsync(cancellationToken);
    }

    private static Task ReachesAsync(IKafkaConnect connect, string connector, ConnectorState state, CancellationToken cancellationToken) =>
        Eventually.Async(
        async () =>
        {
            try
            {
                return (await connect.GetConnectorStatusAsync(connector, cancellationToken)).State == state;
            }
            catch (ConnectorNotFoundException)
            {
                return false;
            }
        },
        $"{connector} is {state}", cancellationToken: cancellationToken);

    private IHost Build(Action<ConnectWorkerOptions> configure, params string[] connectors)
    {
        var worker = _builder.Services.AddKafkaConnect(options =>
        {
            options.BootstrapServers = $"embedded:{RandomNames.Topic()}";
            options.KeyConverter = options.ValueConverter = "ByteArrayConverter";
            configure(options);
        });
        foreach (var connector in connectors)
            worker.AddConnector<MonitorableSource>(connector, source => source["topic"] = RandomNames.Topic());
        return _builder.Build();
    }
}
