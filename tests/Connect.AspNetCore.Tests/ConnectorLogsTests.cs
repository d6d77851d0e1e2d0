using System.Net;
using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore.Tests;

/// <summary><c>GET /connectors/{name}/logs</c>.</summary>
[CancelAfter(60_000)]
public class ConnectorLogsTests
{
    private const string Secret = "correct horse battery staple";

    [Test]
    public async Task Lines_of_engine_and_plugin_are_shown_without_secrets_and_those_of_others_are_not(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync(
            configure: options =>
            {
                options.Properties["config.providers"] = "file";
                options.Properties["config.providers.file.class"] = "org.apache.kafka.common.config.provider.FileConfigProvider";
            },
            plugins: builder => builder.AddConnector<TalkativeSource>());
        await File.WriteAllTextAsync(worker.File("secrets.properties"), $"password={Secret}\n", cancellationToken);
        var reference = "${file:" + worker.File("secrets.properties") + ":password}";
        await CreateAsync(worker, "one", reference);
        await CreateAsync(worker, "two", "nothing");
        JsonNode logs = null!;
        await Eventually.Async(
            async () =>
            {
                logs = JsonNode.Parse(await worker.Client.GetStringAsync("connectors/one/logs", cancellationToken))!;
                return Messages(logs).Any(message => message!.Contains("I know", StringComparison.Ordinal));
            },
            "the plugin's line is there",
            cancellationToken: cancellationToken);
        var line = logs["lines"]!.AsArray().Single(line => ((string)line!["message"]!).Contains("I know", StringComparison.Ordinal))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)logs["worker_id"], Is.EqualTo("worker:8083"));
            Assert.That((string?)line["message"], Is.EqualTo("I know " + reference));
            Assert.That((string?)line["exception"], Does.Contain("not " + reference).And.Not.Contain(Secret));
            Assert.That(((string?)line["level"], (int?)line["task"]), Is.EqualTo(("WARN", (int?)0)));
            Assert.That((string?)line["logger"], Does.EndWith(nameof(TalkativeTask)));
            Assert.That(logs.ToJsonString(), Does.Not.Contain(Secret).And.Not.Contain("nothing"));
            Assert.That(Messages(logs), Has.Some.Contains("one").And.None.Contains("two"), "the engine's lines of this connector");
            Assert.That(
                JsonNode.Parse(await worker.Client.GetStringAsync("connectors/one/logs?lines=1", cancellationToken))!["lines"]!.AsArray(),
                Has.Count.EqualTo(1));
        }
    }

    [TestCase("connectors/none/logs", HttpStatusCode.NotFound)]
    [TestCase("connectors/none/logs?lines=0", HttpStatusCode.BadRequest)]
    [TestCase("connectors/none/logs?lines=201", HttpStatusCode.BadRequest)]
    [TestCase("connectors/none/logs?lines=many", HttpStatusCode.BadRequest)]
    public async Task Unknown_connector_and_odd_count_are_refused(string path, HttpStatusCode status, CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        using var response = await worker.Client.GetAsync(path, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public void Only_the_last_lines_of_a_connector_are_kept()
    {
        var logs = new Runtime.Diagnostics.ConnectorLogs(TimeProvider.System, text => text);
        var logger = logs.CreateLogger("c");
        KeyValuePair<string, object?>[] state = [KeyValuePair.Create("Connector", (object?)"one")];
        for (var i = 0; i < 300; i++)
            logger.Log(LogLevel.Information, default, state, null, (_, _) => $"line {i}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(logs.Find("one", "w", 500), Has.Count.EqualTo(Runtime.Diagnostics.ConnectorLogs.Capacity));
            Assert.That(logs.Find("one", "w", 2).Select(line => line.Message), Is.EqualTo(new[] { "line 298", "line 299" }));
            Assert.That(logs.Find("two", "w", 2), Is.Empty);
        }
    }

    private static IEnumerable<string?> Messages(JsonNode logs) => logs["lines"]!.AsArray().Select(line => (string?)line!["message"]);

    private static async Task CreateAsync(RestWorker worker, string name, string password)
    {
        using var response = await worker.SendAsync(
            HttpMethod.Put, $"connectors/{name}/config",
            $$"""{"connector.class":"{{typeof(TalkativeSource).FullName}}","password":"{{password}}"}""");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
    }
}

/// <summary>A source whose task logs its password.</summary>
public sealed class TalkativeSource : SourceConnector<TalkativeTask>
{
    public override ConfigDef Config { get; } = new ConfigDef().Define("password", ConfigType.String, ConfigImportance.Low, "The password.");

    public override ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        new([new TaskConfig(new Dictionary<string, string?>(Context.Properties))]);
}

/// <summary>Its task, which has nothing to read.</summary>
public sealed class TalkativeTask(ILogger<TalkativeTask> logger) : SourceTask
{
    public override ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        var password = context.Properties["password"];
        logger.LogWarning(new InvalidOperationException($"not {password}"), "I know {Password}", password);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return [];
    }
}
