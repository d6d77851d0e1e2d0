using System.Net;
using System.Text.Json;
using Connect.Runtime;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Connect.AspNetCore.Tests;

/// <summary>Health checks of an application, and the probes of the REST API.</summary>
[CancelAfter(60_000)]
public sealed class HealthTests
{
    [Test]
    public async Task Checks_are_tagged_live_and_ready_and_name_each_connector(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync(services: builder => builder.Services.AddHealthChecks().AddKafkaConnect());
        await CreateAsync(worker, "well", worker.File("in.txt"), cancellationToken);
        var report = await worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Entries["kafka-connect-live"].Tags, Is.EqualTo(new[] { "live" }));
            Assert.That(report.Entries["kafka-connect-ready"].Tags, Is.EqualTo(new[] { "ready" }));
            Assert.That(report.Status, Is.EqualTo(HealthStatus.Healthy), report.Entries["kafka-connect-ready"].Description);
            Assert.That(report.Entries["kafka-connect-ready"].Data["well"], Is.EqualTo("RUNNING, tasks: 1 RUNNING"));
        }
    }

    [Test]
    public async Task Failed_task_degrades_and_its_restart_heals(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync(services: builder => builder.Services.AddHealthChecks().AddKafkaConnect());
        await File.WriteAllTextAsync(worker.File("in.txt"), "not a number\n", cancellationToken);
        await CreateAsync(
            worker, "fails", worker.File("in.txt"), cancellationToken, ("value.converter", "org.apache.kafka.connect.converters.LongConverter"));
        await Eventually.Async(async () => (await ReadyAsync(worker)).Status == "degraded", "the task fails", cancellationToken: cancellationToken);
        var (_, status, message, code) = await ReadyAsync(worker);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(HttpStatusCode.OK), "a degraded worker stays in service");
            Assert.That(status, Is.EqualTo("degraded"));
            Assert.That(message, Does.StartWith("Failed: fails-0."));
        }

        await worker.Services.GetRequiredService<IKafkaConnect>().DeleteConnectorAsync("fails", cancellationToken);
        Assert.That((await ReadyAsync(worker)).Status, Is.EqualTo("healthy"));
    }

    [Test]
    public async Task Probes_answer_below_health_and_health_itself_as_before(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await worker.Client.GetStringAsync("health", cancellationToken),
                Is.EqualTo("""{"status":"healthy","message":"Worker has completed startup and is ready to handle requests."}"""));
            Assert.That(
                await worker.Client.GetStringAsync("health/live", cancellationToken),
                Is.EqualTo("""{"status":"healthy","message":"The worker answers."}"""));
            Assert.That(
                await worker.Client.GetStringAsync("health/ready", cancellationToken),
                Is.EqualTo("""{"status":"healthy","message":"The worker and its connectors run."}"""));
        }
    }

    private static async Task CreateAsync(
        RestWorker worker, string name, string file, CancellationToken cancellationToken, params (string Key, string Value)[] more)
    {
        await using (File.Open(file, FileMode.OpenOrCreate))
        {
        }

        var config = new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["file"] = file, ["topic"] = RandomNames.Topic() };
        foreach (var (key, value) in more)
            config[key] = value;
        var connect = worker.Services.GetRequiredService<IKafkaConnect>();
        await connect.CreateConnectorAsync(name, config, null, cancellationToken);
        await Eventually.Async(
            async () => (await connect.GetConnectorStatusAsync(name, cancellationToken)).Tasks is [{ State: TaskState.Running or TaskState.Failed }],
            "the task runs", cancellationToken: cancellationToken);
    }

    private static async Task<(JsonElement Body, string? Status, string? Message, HttpStatusCode Code)> ReadyAsync(RestWorker worker)
    {
        var answer = await worker.Client.GetAsync(new Uri("health/ready", UriKind.Relative));
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (body, body.GetProperty("status").GetString(), body.GetProperty("message").GetString(), answer.StatusCode);
    }
}
