using System.Text;
using Connect.Runtime.Configuration;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connect.AspNetCore.Tests;

/// <summary>What configuration providers resolve never leaves the process: every answer is searched for it.</summary>
[CancelAfter(60_000)]
public class SecretsTests
{
    private const string Secret = "s3cr3t-value";

    [Test]
    public async Task No_answer_and_no_dump_shows_what_a_reference_resolves_to(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("connect-secrets-");
        var file = Path.Combine(folder.FullName, "secrets.properties");
        await File.WriteAllTextAsync(file, $"text={Secret}\npath=/no/such/{Secret}/out\nclass={Secret}\n", cancellationToken);
        var log = new CollectingLog();
        await using var worker = await RestWorker.StartAsync(
            configure: options =>
            {
                options.Properties["config.providers"] = "file";
                options.Properties["config.providers.file.class"] = "org.apache.kafka.common.config.provider.FileConfigProvider";
                options.Properties["producer.ssl.keystore.password"] = "${file:" + file + ":text}";
            },
            services: builder => builder.Logging.AddProvider(log));
        string Reference(string key) => "${file:" + file + ":" + key + "}";
        var answers = new StringBuilder();
        foreach (var (name, config) in new[]
        {
            ("ok", $$"""{"connector.class":"FileStreamSource","topic":"t","file":"/tmp/none","x.password":"{{Reference("text")}}","producer.override.sasl.jaas.config":"{{Reference("text")}}"}"""),
            ("fails", $$"""{"connector.class":"FileStreamSink","topics":"t","file":"{{Reference("path")}}"}"""),
            ("class", $$"""{"connector.class":"{{Reference("class")}}","topic":"t"}"""),
            ("type", $$"""{"connector.class":"FileStreamSource","topic":"t","batch.size":"{{Reference("text")}}"}"""),
            ("override", $$"""{"connector.class":"FileStreamSource","topic":"t","producer.override.batch.size":"{{Reference("text")}}"}"""),
            ("converter", $$"""{"connector.class":"FileStreamSource","topic":"t","key.converter":"{{Reference("class")}}"}"""),
            ("transform", $$"""{"connector.class":"FileStreamSource","topic":"t","transforms":"a","transforms.a.type":"{{Reference("class")}}"}"""),
            ("tolerance",
                $$"""{"connector.class":"FileStreamSource","topic":"t","errors.tolerance":"{{Reference("text")}}","connector.plugin.version":"{{Reference("text")}}"}"""),
        })
        {
            await AskAsync(HttpMethod.Post, "connectors", $$"""{"name":"{{name}}","config":{{config}}}""");
            await AskAsync(HttpMethod.Put, $"connectors/{name}/config", config);
            await AskAsync(HttpMethod.Put, "connector-plugins/FileStreamSource/config/validate", config);
            await AskAsync(HttpMethod.Put, "connector-plugins/FileStreamSink/config/validate", config);
        }

        await Eventually.Async(
            async () => (await worker.Client.GetStringAsync("connectors/fails/status", cancellationToken))
                .Contains("FAILED", StringComparison.Ordinal), "the sink fails", cancellationToken: cancellationToken);
        foreach (var path in new[] { "connectors?expand=status&expand=info", "connectors/fails/status", "connectors/fails/tasks/0/status",
            "connectors/ok/tasks", "connectors/ok/config", "connectors/fails/offsets", "connectors/ok/topics", "admin/loggers" })
            await AskAsync(HttpMethod.Get, path, null);
        await AskAsync(HttpMethod.Post, "connectors/fails/restart?includeTasks=true", null);
        var options = worker.Services.GetRequiredService<IOptionsMonitor<ConnectWorkerOptions>>().CurrentValue;
        answers.AppendLine(options.ToString()).AppendLine(string.Join(' ', options.Properties));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.ToString(), Does.Not.Contain(Secret));
            Assert.That(answers.ToString(), Does.Contain("FAILED").And.Contain(Reference("path")), "the trace tells the reference");
            Assert.That(log.Entries.Where(entry => entry.Contains(Secret, StringComparison.Ordinal)), Is.Empty, "the application's log");
            Assert.That(log.Entries, Has.Some.Contains(Reference("path")), "the log tells the reference");
        }

        folder.Delete(recursive: true);

        async Task AskAsync(HttpMethod method, string path, string? body)
        {
            using var response = await worker.SendAsync(method, path, body);
            answers.AppendLine(await response.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    [TestCase("s3cr3t", "a ${p:x:y} b")]
    [TestCase("5432", "a 5432 b")]
    [TestCase("true", "a true b")]
    [TestCase("abc", "a abc b")]
    public void Short_texts_numbers_and_booleans_are_no_secrets(string value, string expected)
    {
        var secrets = new ResolvedSecrets();
        secrets.Add(value, "${p:x:y}");
        Assert.That(secrets.Redact($"a {value} b"), Is.EqualTo(expected));
    }
}
