using System.Net;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore.Tests;

[CancelAfter(60_000)]
public class WriteLimitTests
{
    private const string Slow = """{"connector.class":"LoginSource","user":"slow","login.password":"p"}""";
    private const string Quick = """{"connector.class":"LoginSource","user":"quick","login.password":"p"}""";

    [Test]
    public async Task More_changes_than_the_limit_are_refused_reads_are_not_and_every_place_is_given_back(CancellationToken cancellationToken)
    {
        var gate = new ValidationGate();
        await using var worker = await StartAsync(gate, limit: 2);
        using var leaves = new CancellationTokenSource();
        var gone = worker.Client.PutAsync("connectors/gone/config", Body(Slow), leaves.Token);
        var stays = worker.Client.PutAsync("connectors/stays/config", Body(Slow), cancellationToken);
        await Eventually.Async(() => gate.Waiting == 2, "both changes are under way", cancellationToken: cancellationToken);

        using (var refused = await worker.SendAsync(HttpMethod.Put, "connectors/third/config", Quick))
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(
                await refused.Content.ReadAsStringAsync(cancellationToken),
                Does.Contain("\"error_code\":429").And.Contain("rest.max.concurrent.writes").And.Contain("retry"));
        }

        Assert.That(await worker.Client.GetStringAsync("connectors", cancellationToken), Is.EqualTo("[]"), "nothing was changed, and reads go on");

        // A client that leaves gives its place back, however long the connector would take.
        await leaves.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => gone);
        await Eventually.Async(
            async () => (await PutAsync("third")) == HttpStatusCode.Created, "there is a place again", cancellationToken: cancellationToken);
        gate.Open();
        Assert.That((await stays).StatusCode, Is.EqualTo(HttpStatusCode.Created));

        // As many refusals as one likes leave as many places as there were.
        for (var i = 0; i < 20; i++)
            Assert.That(await PutAsync("bad", "{}"), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Task.WhenAll(PutAsync("x"), PutAsync("y")), Is.All.EqualTo(HttpStatusCode.Created));

        async Task<HttpStatusCode> PutAsync(string name, string config = Quick)
        {
            using var response = await worker.SendAsync(HttpMethod.Put, $"connectors/{name}/config", config);
            return response.StatusCode;
        }
    }

    private static StringContent Body(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static Task<RestWorker> StartAsync(ValidationGate gate, int limit) => RestWorker.StartAsync(
        configure: worker => worker.Properties["rest.max.concurrent.writes"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture),
        services: builder => builder.Services.AddSingleton(gate),
        plugins: connect => connect.AddConnector<LoginSource>());
}
