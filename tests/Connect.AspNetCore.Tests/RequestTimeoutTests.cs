using System.Net;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.AspNetCore.Tests;

public class RequestTimeoutTests
{
    private const string Slow = """{"connector.class":"LoginSource","user":"slow","login.password":"p"}""";

    [Test, CancelAfter(60_000)]
    public async Task A_request_without_an_answer_after_90_seconds_ends_with_500_and_holds_up_nobody(CancellationToken cancellationToken)
    {
        var (gate, time) = (new ValidationGate(), new ImpatientTime());
        await using var worker = await RestWorker.StartAsync(
            services: builder => builder.Services.AddSingleton(gate).AddSingleton<TimeProvider>(time),
            plugins: connect => connect.AddConnector<LoginSource>());

        using var answer = await worker.SendAsync(HttpMethod.Put, "connectors/a/config", Slow);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(time.Shortened, Is.GreaterThan(0));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(text, Does.Contain("Request timed out").And.Contain("\"error_code\":500"));
            Assert.That(await worker.Client.GetStringAsync("connectors", cancellationToken), Is.EqualTo("[]"));
        }

        gate.Open();
        await Eventually.Async(() => gate.Waiting == 0, "the validation has ended", cancellationToken: cancellationToken);
    }

    /// <summary>The system's time, but for the first wait of 90 s, which ends at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private int _shortened;

        public int Shortened => Volatile.Read(ref _shortened);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isFirst = dueTime == TimeSpan.FromSeconds(90) && Interlocked.Increment(ref _shortened) == 1;
            return base.CreateTimer(callback, state, isFirst ? TimeSpan.FromMilliseconds(300) : dueTime, period);
        }
    }
}
