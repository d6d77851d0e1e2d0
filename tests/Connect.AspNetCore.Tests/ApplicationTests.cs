using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connect.AspNetCore.Tests;

[CancelAfter(60_000)]
public class ApplicationTests
{
    [Test]
    public async Task An_application_keeps_its_own_root_and_fallback()
    {
        await using var worker = await RestWorker.StartAsync("/connect", before: app =>
        {
            app.MapGet("/", () => "mine");
            app.MapFallback(() => Results.Text("fallback"));
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await worker.Client.GetStringAsync(worker.Address + "/"), Is.EqualTo("mine"));
            Assert.That(await worker.Client.GetStringAsync(worker.Address + "/elsewhere"), Is.EqualTo("fallback"));
            Assert.That(await worker.Client.GetStringAsync(worker.Address + "/connectors"), Is.EqualTo("fallback"));
            Assert.That(await worker.Client.GetStringAsync("connectors"), Is.EqualTo("[]"));
            using var unknown = await worker.SendAsync(HttpMethod.Get, "nope");
            Assert.That(await unknown.Content.ReadAsStringAsync(), Is.EqualTo("""{"error_code":404,"message":"HTTP 404 Not Found"}"""));
        }
    }

    [TestCase("reader", "GET", "connectors", 200)]
    [TestCase("reader", "PUT", "connector-plugins/FileStreamSource/config/validate", 500)]
    [TestCase("reader", "PUT", "connectors/x/pause", 403)]
    [TestCase("reader", "DELETE", "connectors/x", 403)]
    [TestCase("operator", "PUT", "connectors/x/pause", 404)]
    [TestCase("operator", "POST", "connectors/x/restart", 404)]
    [TestCase("operator", "DELETE", "connectors/x", 403)]
    [TestCase("operator", "PUT", "admin/loggers/x", 403)]
    [TestCase("admin", "DELETE", "connectors/x", 404)]
    [TestCase("admin", "PATCH", "connectors/x/offsets", 400)]
    [TestCase(null, "GET", "connectors", 401)]
    [TestCase(null, "GET", "", 401)]
    public async Task Reading_operating_and_administering_take_policies_of_their_own(string? user, string method, string path, int status)
    {
        await using var worker = await RestWorker.StartAsync(
            "/connect",
            endpoints =>
            {
                endpoints.Read.RequireAuthorization("read");
                endpoints.Operate.RequireAuthorization("operate");
                endpoints.Administer.RequireAuthorization("administer");
            },
            services: builder =>
            {
                builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, UserHeader>("test", null);
                builder.Services.AddAuthorizationBuilder()
                    .AddPolicy("read", policy =>
                        policy.RequireAssertion(context => new[] { "reader", "operator", "admin" }.Contains(context.User.Identity!.Name)))
                    .AddPolicy("operate", policy =>
                        policy.RequireAssertion(context => new[] { "operator", "admin" }.Contains(context.User.Identity!.Name)))
                    .AddPolicy("administer", policy => policy.RequireAssertion(context => new[] { "admin" }.Contains(context.User.Identity!.Name)));
            });
        if (user is not null)
            worker.Client.DefaultRequestHeaders.Add("User", user);
        using var response = await worker.SendAsync(new HttpMethod(method), path, method is "PUT" or "POST" or "PATCH" ? "{}" : null);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [TestCase("topic.tracking.enable", 403, 403)]
    [TestCase("topic.tracking.allow.reset", 200, 403)]
    public async Task Topics_are_forbidden_where_the_worker_does_not_track_them(string key, int shown, int reset)
    {
        await using var worker = await RestWorker.StartAsync(configure: worker => worker.Properties[key] = "false");
        using var created = await worker.SendAsync(
            HttpMethod.Post, "connectors",
            """{"name":"c","config":{"connector.class":"FileStreamSource","topic":"t","file":"/tmp/none"},"initial_state":"STOPPED"}""");

        using var topics = await worker.SendAsync(HttpMethod.Get, "connectors/c/topics");
        using var forgotten = await worker.SendAsync(HttpMethod.Put, "connectors/c/topics/reset");
        Assert.That(((int)topics.StatusCode, (int)forgotten.StatusCode), Is.EqualTo((shown, reset)));
    }

    [TestCase("rest.extension.classes", "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension")]
    [TestCase("admin.listeners", "http://localhost:0")]
    public async Task A_key_that_would_guard_the_API_stops_the_start(string key, string value)
    {
        var thrown =
            await Assert.CatchAsync<ConnectException>(() => RestWorker.StartAsync("/connect", configure: worker => worker.Properties[key] = value));
        Assert.That(thrown.Message, Does.Contain(key).And.Contain("RequireAuthorization"));
    }

    /// <summary>Takes the user from a header.</summary>
    private sealed class UserHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.TryGetValue("User", out var user)
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.ToString())], "test")), "test"))
                : AuthenticateResult.NoResult());
    }
}
