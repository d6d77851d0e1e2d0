using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore.Tests;

[CancelAfter(60_000)]
public class LoggerEndpointsTests
{
    private RestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() => _worker = await RestWorker.StartAsync(services: builder => builder.Logging.AddProvider(new CollectingLog()));

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [Test]
    public async Task A_level_reaches_every_logger_that_begins_with_the_name_and_the_loggers_themselves_obey()
    {
        var logger = _worker.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders.Reader");
        Assert.That(logger.IsEnabled(LogLevel.Debug), Is.False);
        Assert.That(await SetAsync("Shop.Or", "DEBUG"), Is.EqualTo("""["Shop.Or","Shop.Orders.Reader"]"""));
        Assert.That(logger.IsEnabled(LogLevel.Debug), Is.True);
        Assert.That(await SetAsync("Shop.Or", "debug"), Is.EqualTo("[]"), "nothing changes");
        Assert.That(await SetAsync("Shop.Orders.Reader", " ERROR "), Is.EqualTo("""["Shop.Orders.Reader"]"""));
        Assert.That((logger.IsEnabled(LogLevel.Warning), logger.IsEnabled(LogLevel.Error)), Is.EqualTo((false, true)));
        Assert.That(await SetAsync("root", "TRACE"), Does.Contain("Shop.Orders.Reader").And.Contain("root"));
        Assert.That(logger.IsEnabled(LogLevel.Trace), Is.True);
    }

    [Test]
    public async Task Levels_are_listed_with_the_time_of_their_change()
    {
        await SetAsync("a.b", "WARN");
        var all = JsonNode.Parse(await _worker.Client.GetStringAsync("admin/loggers"))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)all["a.b"]!["level"], Is.EqualTo("WARN"));
            Assert.That((long?)all["a.b"]!["last_modified"], Is.GreaterThan(1_500_000_000_000));
            Assert.That((string?)all["root"]!["level"], Is.EqualTo("INFO"));
            Assert.That(all["root"]!["last_modified"], Is.Null);
        }
    }

    [Test]
    public async Task The_cluster_scope_answers_without_a_body_and_sets_the_level_too()
    {
        await _worker.AssertAsync(HttpMethod.Put, "admin/loggers/c.d?scope=cluster", """{"level":"OFF"}""", HttpStatusCode.NoContent, "");
        Assert.That(await _worker.Client.GetStringAsync("admin/loggers/c.d"), Does.StartWith("""{"level":"OFF","last_modified":"""));
    }

    [TestCase("""{"level":"LOUD"}""", 404, "invalid log level 'LOUD'.")]
    [TestCase("{}", 400, "Desired 'level' parameter was not specified in request.")]
    [TestCase("""{"level":""}""", 500, "The level is empty.")]
    public async Task A_bad_level_is_refused(string body, int status, string message) =>
        await _worker.AssertAsync(
            HttpMethod.Put, "admin/loggers/e", body, (HttpStatusCode)status, $$"""{"error_code":{{status}},"message":"{{message}}"}""");

    [Test]
    public async Task An_unknown_logger_is_404() =>
        await _worker.AssertAsync(
            HttpMethod.Get, "admin/loggers/no.such", null, HttpStatusCode.NotFound, """{"error_code":404,"message":"Logger no.such not found."}""");

    private async Task<string> SetAsync(string logger, string level)
    {
        using var response = await _worker.SendAsync(HttpMethod.Put, $"admin/loggers/{logger}", $$"""{"level":"{{level}}"}""");
        return await response.Content.ReadAsStringAsync();
    }
}
