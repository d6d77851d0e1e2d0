using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Converters.Avro.Tests.Registry.Caching;

[CancelAfter(30_000)]
public sealed class FlightCacheTests
{
    private readonly FakeTimeProvider _clock = new();

    [Test]
    public async Task One_call_serves_all_who_miss_at_the_same_time(CancellationToken token)
    {
        var cache = Cache();
        var calls = 0;
        var answer = new TaskCompletionSource<string>();
        ValueTask<string> Call(CancellationToken ct)
        {
            Interlocked.Increment(ref calls);
            return new(answer.Task);
        }

        var waiting = Enumerable.Range(0, 100).Select(_ => cache.GetAsync("a", Call, token).AsTask()).ToArray();
        answer.SetResult("x");

        Assert.That(await Task.WhenAll(waiting), Has.All.EqualTo("x"));
        Assert.That(calls, Is.EqualTo(1));
        var hit = cache.GetAsync("a", Call, token).AsTask();
        Assert.That(hit.IsCompletedSuccessfully, Is.True);
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Caller_that_gives_up_leaves_the_others_their_answer(CancellationToken token)
    {
        var cache = Cache();
        var answer = new TaskCompletionSource<string>();
        var cancelled = false;
        using var source = new CancellationTokenSource();
        ValueTask<string> Call(CancellationToken ct)
        {
            ct.Register(() => cancelled = true);
            return new(answer.Task);
        }

        var first = cache.GetAsync("a", Call, source.Token).AsTask();
        var second = cache.GetAsync("a", Call, token).AsTask();
        await source.CancelAsync();

        await Assert.ThatAsync(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(cancelled, Is.False);
        answer.SetResult("x");
        Assert.That(await second, Is.EqualTo("x"));
    }

    [Test]
    public async Task Call_is_cancelled_when_the_last_caller_gave_up_and_made_anew_for_the_next(CancellationToken token)
    {
        var cache = Cache();
        var cancelled = new TaskCompletionSource();
        using var source = new CancellationTokenSource();

        var first = cache.GetAsync("a", async ct =>
        {
            ct.Register(() => cancelled.SetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return "never";
        }, source.Token).AsTask();
        await source.CancelAsync();

        await Assert.ThatAsync(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        await cancelled.Task.WaitAsync(token);
        Assert.That(await cache.GetAsync("a", _ => new("x"), token), Is.EqualTo("x"));
    }

    [Test]
    public async Task Failure_reaches_all_who_waited_and_is_not_kept(CancellationToken token)
    {
        var cache = Cache();
        var answer = new TaskCompletionSource<string>();
        var waiting = Enumerable.Range(0, 3).Select(_ => cache.GetAsync("a", _ => new(answer.Task), token).AsTask()).ToArray();

        answer.SetException(new RetriableConnectException("down"));

        foreach (var caller in waiting)
            await Assert.ThatAsync(async () => await caller, Throws.TypeOf<RetriableConnectException>());

        Assert.That(await cache.GetAsync("a", _ => new("x"), token), Is.EqualTo("x"));
    }

    [Test]
    public async Task Entry_is_believed_until_its_time_is_over(CancellationToken token)
    {
        var cache = new FlightCache<string, string>(10, TimeSpan.FromSeconds(60), TimeSpan.Zero, _clock);
        await cache.GetAsync("a", _ => new("old"), token);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await cache.GetAsync("a", _ => new("new"), token), Is.EqualTo("old"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await cache.GetAsync("a", _ => new("new"), token), Is.EqualTo("new"));
    }

    [Test]
    public async Task Missing_is_believed_only_for_its_own_time(CancellationToken token)
    {
        var cache = new FlightCache<string, string>(10, null, TimeSpan.FromSeconds(5), _clock);
        await Assert.ThatAsync(
            async () => await cache.GetAsync("a", _ => throw new SchemaNotFoundException("no"), token), Throws.TypeOf<SchemaNotFoundException>());

        await Assert.ThatAsync(async () => await cache.GetAsync("a", _ => new("x"), token), Throws.TypeOf<SchemaNotFoundException>());
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await cache.GetAsync("a", _ => new("x"), token), Is.EqualTo("x"));
    }

    [Test]
    public async Task Missing_is_not_kept_without_a_time_for_it(CancellationToken token)
    {
        var cache = Cache();
        await Assert.ThatAsync(
            async () => await cache.GetAsync("a", _ => throw new SchemaNotFoundException("no"), token), Throws.TypeOf<SchemaNotFoundException>());

        Assert.That(await cache.GetAsync("a", _ => new("x"), token), Is.EqualTo("x"));
    }

    [Test]
    public async Task Least_recently_used_entry_goes_when_the_cache_is_full(CancellationToken token)
    {
        var cache = new FlightCache<string, string>(2, null, TimeSpan.Zero, _clock);
        await cache.GetAsync("a", _ => new("1"), token);
        await cache.GetAsync("b", _ => new("1"), token);
        await cache.GetAsync("a", _ => new("2"), token);
        await cache.GetAsync("c", _ => new("1"), token);

        Assert.That(await cache.GetAsync("a", _ => new("3"), token), Is.EqualTo("1"));
        Assert.That(await cache.GetAsync("b", _ => new("3"), token), Is.EqualTo("3"));
    }

    [Test]
    public async Task Cancelled_caller_is_told_so_even_on_a_hit(CancellationToken token)
    {
        var cache = Cache();
        await cache.GetAsync("a", _ => new("x"), token);

        await Assert.ThatAsync(
            async () => await cache.GetAsync("a", _ => new("x"), new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
    }

    private FlightCache<string, string> Cache() => new(10, null, TimeSpan.Zero, _clock);
}
