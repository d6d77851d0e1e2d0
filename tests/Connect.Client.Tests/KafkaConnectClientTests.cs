using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Client.Tests;

[CancelAfter(30_000)]
public class KafkaConnectClientTests
{
    private const string Running =
        """{"name":"a","connector":{"state":"RUNNING","worker_id":"w:1"},"tasks":[{"id":0,"state":"RUNNING","worker_id":"w:1","newer":1}],"type":"sink"}""";
    private const string NoTasks = """{"name":"a","connector":{"state":"RUNNING","worker_id":"w:1"},"tasks":[],"type":"sink"}""";
    private const string Failed =
        """{"name":"a","connector":{"state":"RUNNING","worker_id":"w:1"},"tasks":[{"id":0,"state":"FAILED","worker_id":"w:1","trace":"no disk"}],"type":"sink"}""";
    private const string Rebalance =
        """{"error_code":409,"message":"Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)"}""";

    [TestCase("http://w:8083", "http://w:8083/connectors/a%20b%2Fc%3F/status")]
    [TestCase("http://w/connect", "http://w/connect/connectors/a%20b%2Fc%3F/status")]
    [TestCase("http://w/connect/", "http://w/connect/connectors/a%20b%2Fc%3F/status")]
    public async Task A_name_is_one_segment_of_the_path_and_the_prefix_stays(string address, string expected)
    {
        using var worker = new ScriptedWorker(ScriptedWorker.Answer(HttpStatusCode.OK, Running));
        await worker.ClientAt(address).GetStatusAsync("a b/c?");
        Assert.That(worker.Asked, Is.EqualTo(["GET " + expected]));
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    public async Task A_name_that_would_be_another_path_is_refused(string name)
    {
        using var worker = new ScriptedWorker(ScriptedWorker.Answer(HttpStatusCode.NoContent, ""));
        await Assert.CatchAsync<ArgumentException>(() => worker.ClientAt("http://w").DeleteConnectorAsync(name));
        Assert.That(worker.Asked, Is.Empty);
    }

    [TestCase(404, """{"error_code":404,"message":"Connector a not found"}""", "Connector a not found", false)]
    [TestCase(409, """{"error_code":409,"message":"Connector a already exists"}""", "Connector a already exists", false)]
    [TestCase(409, Rebalance, "Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)",
        true)]
    [TestCase(503, "<html>no worker</html>", "<html>no worker</html>", true)]
    [TestCase(429, """{"error_code":429,"message":"busy"}""", "busy", true)]
    [TestCase(401, "", "Unauthorized", false)]
    [TestCase(500, "[1]", "[1]", false)]
    public async Task A_refusal_is_an_exception_with_status_and_message(int status, string body, string message, bool isTransient)
    {
        using var worker = new ScriptedWorker(ScriptedWorker.Answer((HttpStatusCode)status, body, retryAfter: TimeSpan.FromSeconds(3)));
        var thrown = await Assert.ThrowsAsync<KafkaConnectException>(() => worker.ClientAt("http://w").GetConnectorAsync("a"));
        Assert.That(
            (thrown.Status, thrown.Message, thrown.IsTransient, thrown.RetryAfter),
            Is.EqualTo(((HttpStatusCode)status, message, isTransient, TimeSpan.FromSeconds(3))));
    }

    [TestCase("<html>")]
    [TestCase("{}")]
    [TestCase("""{"name":null,"connector":{"state":"RUNNING","worker_id":"w:1"},"tasks":[],"type":"sink"}""")]
    [TestCase("")]
    public async Task An_answer_that_Kafka_Connect_does_not_give_is_an_invalid_response(string body)
    {
        using var worker = new ScriptedWorker(ScriptedWorker.Answer(HttpStatusCode.OK, body));
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => worker.ClientAt("http://w").GetStatusAsync("a"));
        Assert.That(thrown.HttpRequestError, Is.EqualTo(HttpRequestError.InvalidResponse));
    }

    [Test]
    public async Task A_worker_that_is_unwell_says_so()
    {
        using var worker = new ScriptedWorker(
            ScriptedWorker.Answer(HttpStatusCode.ServiceUnavailable, """{"status":"starting","message":"Worker is still starting up."}"""));
        Assert.That((await worker.ClientAt("http://w").GetHealthAsync()).IsHealthy, Is.False);
    }

    [Test]
    public async Task A_configuration_is_sent_with_nulls_and_letters_as_they_are()
    {
        using var worker = new ScriptedWorker(
            ScriptedWorker.Answer(HttpStatusCode.OK, """{"name":"a","config":{"x":null},"tasks":[],"type":"unknown"}"""));
        var answer = await worker.ClientAt("http://w").PatchConfigAsync("a", new Dictionary<string, string?> { ["x"] = null, ["Y_z"] = "ü" });
        Assert.That(worker.Bodies, Is.EqualTo(["""{"x":null,"Y_z":"\u00FC"}"""]));
        Assert.That((answer.Config["x"], answer.Type), Is.EqualTo(((string?)null, ConnectorType.Unknown)));
    }

    [Test]
    public async Task Waiting_goes_on_through_rebalances_missing_status_and_missing_tasks(CancellationToken cancellationToken)
    {
        using var worker = new ScriptedWorker(
            ScriptedWorker.Answer(HttpStatusCode.NotFound, """{"error_code":404,"message":"No status found for connector a"}"""),
            ScriptedWorker.Answer(HttpStatusCode.Conflict, Rebalance),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError),
            ScriptedWorker.Answer(HttpStatusCode.OK, NoTasks),
            ScriptedWorker.Answer(HttpStatusCode.OK, Running));
        var status = await worker.ClientAt("http://w").WaitForStateAsync("a", ConnectorState.Running, cancellationToken: cancellationToken);
        Assert.That((status.Tasks.Count, worker.Asked.Count), Is.EqualTo((1, 5)));
    }

    [Test]
    public async Task Waiting_ends_with_the_trace_when_a_task_fails()
    {
        using var worker = new ScriptedWorker(ScriptedWorker.Answer(HttpStatusCode.OK, Failed));
        var client = worker.ClientAt("http://w");
        var thrown = await Assert.ThrowsAsync<KafkaConnectException>(() => client.WaitForStateAsync("a", ConnectorState.Running));
        Assert.That(thrown.Message, Is.EqualTo("Task 0 of connector 'a' has failed: no disk"));
        Assert.That((await client.WaitForStateAsync("a", ConnectorState.Failed)).Tasks[0].State, Is.EqualTo(ConnectorState.Failed));
    }

    [Test]
    public async Task Waiting_ends_with_the_last_status_when_the_time_is_over()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        using var worker = new ScriptedWorker(() =>
        {
            time.Advance(TimeSpan.FromSeconds(11));
            return ScriptedWorker.Answer(HttpStatusCode.OK, NoTasks)();
        });
        var thrown =
            await Assert.ThrowsAsync<TimeoutException>(
                () => worker.ClientAt("http://w", time).WaitForStateAsync("a", ConnectorState.Paused, TimeSpan.FromSeconds(10)));
        Assert.That(thrown.Message, Is.EqualTo("Connector 'a' is not PAUSED: it is RUNNING, its tasks are []."));
    }

    [Test]
    public async Task Waiting_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var worker = new ScriptedWorker(() =>
        {
            cancel.Cancel();
            return ScriptedWorker.Answer(HttpStatusCode.OK, NoTasks)();
        });
        await Assert.CatchAsync<OperationCanceledException>(
            () => worker.ClientAt("http://w").WaitForStateAsync("a", ConnectorState.Running, cancellationToken: cancel.Token));
    }

    [Test]
    public async Task Clients_come_from_the_factory_with_what_the_application_adds()
    {
        using var worker = new ScriptedWorker(ScriptedWorker.Answer(HttpStatusCode.OK, "[]"));
        var services = new ServiceCollection();
        services.AddKafkaConnectClient(new Uri("http://one/connect")).ConfigurePrimaryHttpMessageHandler(() => worker);
        services.AddKeyedKafkaConnectClient("other", new Uri("http://two")).ConfigurePrimaryHttpMessageHandler(() => worker);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<KafkaConnectClient>().GetConnectorsAsync();
        await provider.GetRequiredKeyedService<KafkaConnectClient>("other").GetConnectorsAsync();
        Assert.That(worker.Asked, Is.EqualTo(["GET http://one/connect/connectors", "GET http://two/connectors"]));
    }

    [Test]
    public void A_client_without_an_address_says_what_to_set() =>
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new KafkaConnectClient(new HttpClient()))?.Message, Does.Contain("BaseAddress"));
}
