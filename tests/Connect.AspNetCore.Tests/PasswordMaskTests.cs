using System.Net;
using System.Text;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore.Tests;

[CancelAfter(60_000)]
public class PasswordMaskTests
{
    private const string Password = "hunter-22";
    private const string Key = "producer.override.ssl.key.password";

    [Test]
    public async Task No_answer_shows_a_password_and_what_a_client_sends_back_keeps_it(CancellationToken cancellationToken)
    {
        await using var worker = await StartAsync();
        var answers = new StringBuilder();
        var config = $$"""{"connector.class":"LoginSource","user":"u","login.password":"{{Password}}","{{Key}}":"{{Password}}"}""";
        Assert.That(await AskAsync("POST", "connectors", $$"""{"name":"a","config":{{config}}}"""), Is.EqualTo(HttpStatusCode.Created));
        await Eventually.Async(
            async () => (await worker.Client.GetStringAsync("connectors/a/status", cancellationToken))
                .Contains("\"id\":0,\"state\":\"RUNNING\"", StringComparison.Ordinal), "the task runs", cancellationToken: cancellationToken);
        foreach (var path in new[] { "connectors/a", "connectors/a/config", "connectors/a/tasks", "connectors?expand=info", "connectors/a/status" })
            Assert.That(await AskAsync("GET", path), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await AskAsync("PUT", "connector-plugins/LoginSource/config/validate", config), Is.EqualTo(HttpStatusCode.OK));

        // What was read is sent back with a change, whole and in part.
        var read = await worker.Client.GetStringAsync("connectors/a/config", cancellationToken);
        Assert.That(read, Does.Contain("\"login.password\":\"[hidden]\"").And.Contain($"\"{Key}\":\"[hidden]\""));
        Assert.That(
            await AskAsync("PUT", "connectors/a/config", read.Replace("\"u\"", "\"v\"", StringComparison.Ordinal)), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await StoredAsync())["login.password"], Is.EqualTo(Password));
        Assert.That((await StoredAsync())["user"], Is.EqualTo("v"));
        Assert.That(await AskAsync("PATCH", "connectors/a/config", """{"login.password":"[hidden]","user":"w"}"""), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await StoredAsync())["login.password"], Is.EqualTo(Password));
        Assert.That(await AskAsync("PUT", "connector-plugins/LoginSource/config/validate", read), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answers.ToString(), Does.Not.Contain(Password));

        // A new one is stored, also by a patch.
        Assert.That(await AskAsync("PATCH", "connectors/a/config", """{"login.password":"other"}"""), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await StoredAsync())["login.password"], Is.EqualTo("other"));

        async Task<HttpStatusCode> AskAsync(string method, string path, string? body = null)
        {
            using var response = await worker.SendAsync(new HttpMethod(method), path, body);
            answers.AppendLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.StatusCode;
        }

        async Task<IReadOnlyDictionary<string, string?>> StoredAsync() =>
            (await worker.Services.GetRequiredService<Runtime.IKafkaConnect>().GetConnectorAsync("a", cancellationToken)).Config;
    }

    [TestCase("POST", "connectors", """{"name":"b","config":{"connector.class":"LoginSource","user":"u","login.password":"[hidden]"}}""")]
    [TestCase("PUT", "connectors/b/config", """{"connector.class":"LoginSource","user":"u","login.password":"[hidden]"}""")]
    [TestCase("PUT", "connectors/plain/config",
        """{"connector.class":"LoginSource","user":"u","login.password":"x","producer.override.ssl.key.password":"[hidden]"}""")]
    [TestCase("PATCH", "connectors/plain/config", """{"producer.override.ssl.key.password":"[hidden]"}""")]
    public async Task What_stands_for_a_password_that_is_not_stored_is_refused(string method, string path, string body)
    {
        await using var worker = await StartAsync();
        using var plain =
            await worker.SendAsync(
                HttpMethod.Put, "connectors/plain/config", """{"connector.class":"LoginSource","user":"u","login.password":"x"}""");
        Assert.That(plain.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var response = await worker.SendAsync(new HttpMethod(method), path, body);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("[hidden]").And.Contain("password"));
    }

    [Test]
    public async Task A_key_that_is_no_password_and_a_reference_are_shown_as_they_are()
    {
        await using var worker = await StartAsync();
        using var created =
            await worker.SendAsync(
                HttpMethod.Put, "connectors/a/config", """{"connector.class":"LoginSource","user":"[hidden]","login.password":"${none:x:y}"}""");
        Assert.That(await created.Content.ReadAsStringAsync(), Does.Contain("\"user\":\"[hidden]\"").And.Contain("${none:x:y}"));
    }

    [Test]
    public async Task Passwords_are_shown_as_in_Kafka_Connect_where_nothing_is_set()
    {
        await using var worker = await StartAsync(hides: false);
        using var created =
            await worker.SendAsync(
                HttpMethod.Put, "connectors/a/config", $$"""{"connector.class":"LoginSource","user":"u","login.password":"{{Password}}"}""");
        Assert.That(await created.Content.ReadAsStringAsync(), Does.Contain(Password));
        using var sent =
            await worker.SendAsync(
                HttpMethod.Put, "connectors/a/config", """{"connector.class":"LoginSource","user":"u","login.password":"[hidden]"}""");
        Assert.That(await sent.Content.ReadAsStringAsync(), Does.Contain("\"login.password\":\"[hidden]\""));
    }

    private static Task<RestWorker> StartAsync(bool hides = true) => RestWorker.StartAsync(
        configure: worker => worker.Properties["rest.hide.passwords"] = hides ? "true" : "false",
        services: builder => builder.Services.AddSingleton<ValidationGate>(),
        plugins: connect => connect.AddConnector<LoginSource>());
}
