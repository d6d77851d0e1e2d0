using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Integration.Tests.Worker;

/// <summary>A connector whose own calls hang, as users of the REST API see it.</summary>
[Category("Broker")]
[CancelAfter(300_000)]
public sealed class HangingConnectorTests
{
    private readonly string _good = RandomNames.Next("good");
    private readonly string _bad = RandomNames.Next("bad");
    private readonly string _topic = RandomNames.Topic();
    private readonly TestLoggerFactory _log = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    [SetUp]
    public async Task StartWorker()
    {
        var broker = await TestBroker.GetRealAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(_log).AddSingleton<ConnectorHandles>();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddKafkaConnect(configure: worker =>
        {
            worker.BootstrapServers = broker.BootstrapServers;
            worker.KeyConverter = worker.ValueConverter = "org.apache.kafka.connect.converters.ByteArrayConverter";
            worker.Properties["task.stall.timeout.ms"] = "1000";
        }).AddConnector<MonitorableSource>();
        _app = builder.Build();
        _app.MapKafkaConnect();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First() + "/connect/") };
    }

    [TearDown]
    public async Task StopWorker()
    {
        _release.TrySetResult();
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    [TestCase("start", "StartAsync of the connector has not returned since 2", "UNASSIGNED")]
    [TestCase("tasks", "GetTaskConfigsAsync has not returned, so the connector's tasks are not started or updated since 2", "RUNNING")]
    [TestCase("validate", "ValidateAsync has not returned since 2", "RUNNING")]
    public async Task Call_of_a_connector_that_hangs_is_in_status_log_and_metric_and_others_go_on(
        string call, string text, string state, CancellationToken cancellationToken)
    {
        using var good = await PutAsync(_good, cancellationToken);
        good.EnsureSuccessStatusCode();
        if (call == "validate")
        {
            using var created = await PutAsync(_bad, cancellationToken);
            created.EnsureSuccessStatusCode();
        }

        var handle = Handle(_bad);
        var hang = (CancellationToken _) => _release.Task;
        (handle.WhileConnectorStarts, handle.WhileConfiguringTasks, handle.WhileValidating) =
            (call == "start" ? hang : null, call == "tasks" ? hang : null, call == "validate" ? hang : null);
        var asking = PutAsync(_bad, cancellationToken, batch: 11);
        await Eventually.Async(
            async () => await ConnectorAsync(cancellationToken) is { } connector && (string?)connector["state"] == state
                && ((string?)connector["trace"])?.StartsWith(text, StringComparison.Ordinal) == true,
            "the status says what hangs, and since when", TestTimeouts.Broker, cancellationToken);

        var committed = Handle(_good).Committed.Count;
        await Eventually.Async(
            () => Handle(_good).Committed.Count > committed + 20, "another connector goes on", TestTimeouts.Broker, cancellationToken);
        await Eventually.Async(() => Stalled() > 3, "the metric has the seconds, after several looks", TestTimeouts.Broker, cancellationToken);
        var line = $"Connector {_bad} is stalled: {text}";
        Assert.That(
            _log.Entries.Count(entry => entry.Level == LogLevel.Warning && entry.Message.StartsWith(line, StringComparison.Ordinal)), Is.EqualTo(1),
            "the log says it once");
        Assert.That(asking.IsCompleted, Is.False);

        _release.SetResult();
        using var answer = await asking;
        answer.EnsureSuccessStatusCode();
        await Eventually.Async(
            async () => await ConnectorAsync(cancellationToken) is { } connector && (string?)connector["state"] == "RUNNING"
                && string.IsNullOrEmpty((string?)connector["trace"]) && Stalled() is null,
            "the connector runs, and nothing says otherwise", TestTimeouts.Broker, cancellationToken);
    }

    private ConnectorHandle Handle(string connector) => _app.Services.GetRequiredService<ConnectorHandles>()[connector];

    private Task<HttpResponseMessage> PutAsync(string name, CancellationToken cancellationToken, int batch = 10) => _client.PutAsJsonAsync(
        $"connectors/{name}/config",
        new Dictionary<string, string>
        {
            ["connector.class"] = typeof(MonitorableSource).FullName!,
            ["topic"] = _topic,
            ["batch"] = $"{batch}",
            ["rate.limit.records"] = "50",
        },
        cancellationToken);

    private async Task<JsonNode?> ConnectorAsync(CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync($"connectors/{_bad}/status", cancellationToken);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["connector"] : null;
    }

    /// <summary>The value of <c>kafka.connect.task.stalled</c> for the connector itself; null if it has none.</summary>
    private double? Stalled()
    {
        double? found = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConnectMeter.Name && instrument.Name == "kafka.connect.task.stalled")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (_bad.Equals(named.GetValueOrDefault("connector")) && "call_not_returned".Equals(named.GetValueOrDefault("reason"))
                && !named.ContainsKey("task"))
            {
                found = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
