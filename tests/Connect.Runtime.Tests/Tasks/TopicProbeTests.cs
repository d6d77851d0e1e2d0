using Connect.Runtime.Tasks;
using Connect.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Tasks;

[CancelAfter(30_000)]
public sealed class TopicProbeTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly List<LogLevel> _reported = [];
    private int _checks;

    [Test]
    public async Task A_check_that_fails_is_reported_and_the_next_one_comes(CancellationToken cancellationToken)
    {
        await using var probe = new TopicProbe(Interval, () => throw new AssertionException("no topic was asked for"), _time);
        probe.Start(CheckAsync, (level, _) => _reported.Add(level));

        for (var check = 1; check <= 3; check++)
            await PassAsync(check, cancellationToken);

        Assert.That(_reported, Is.EqualTo(new[] { LogLevel.Warning, LogLevel.Debug }), "a fault of this library, then a refusal of Kafka");
    }

    private Task CheckAsync() => Interlocked.Increment(ref _checks) switch
    {
        1 => throw new InvalidOperationException("a fault"),
        2 => throw new ConnectException("not authorized"),
        _ => Task.CompletedTask,
    };

    private Task PassAsync(int check, CancellationToken cancellationToken) => Eventually.Async(
        () =>
        {
            _time.Advance(Interval);
            return Volatile.Read(ref _checks) >= check;
        },
        $"check {check} runs", cancellationToken: cancellationToken);
}
