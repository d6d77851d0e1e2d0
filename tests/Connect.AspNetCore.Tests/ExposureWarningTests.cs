using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore.Tests;

[CancelAfter(60_000)]
public class ExposureWarningTests
{
    [TestCase("http://0.0.0.0:0", false, 1)]
    [TestCase("http://[::]:0", false, 1)]
    [TestCase("http://127.0.0.1:0", false, 0)]
    [TestCase("http://0.0.0.0:0", true, 0)]
    public async Task An_API_that_the_network_reaches_without_authentication_says_so_in_one_line(string address, bool isGuarded, int lines)
    {
        var log = new CollectingLog();
        await using var worker = await RestWorker.StartAsync(
            "/connect",
            isGuarded ? endpoints => endpoints.RequireAuthorization() : null,
            services: builder =>
            {
                builder.WebHost.UseUrls(address);
                builder.Logging.AddProvider(log);
                builder.Services.AddAuthentication("none").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("none", null);
                builder.Services.AddAuthorization();
            });
        var said = log.Entries.Where(entry => entry.Contains("IsOpen", StringComparison.Ordinal)).ToList();
        Assert.That(said, Has.Count.EqualTo(lines));
        Assert.That(said, Is.All.Contain("without authentication").And.All.Contain("RequireAuthorization()").And.All.Not.Contain("\n"));
    }

    private sealed class NobodyHandler(
        Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger,
        System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
