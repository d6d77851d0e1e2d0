using Connect.Converters.Json;

namespace Connect.Converters.Tests.Json;

public sealed class LruCacheTests
{
    [Test]
    public void The_least_recently_used_goes_first()
    {
        var cache = new LruCache<string, int>(2, StringComparer.Ordinal);
        cache.Put("a", 1);
        cache.Put("b", 2);
        cache.TryGet("a", out _);

        cache.Put("c", 3);

        Assert.That((cache.TryGet("a", out _), cache.TryGet("b", out _), cache.TryGet("c", out _)), Is.EqualTo((true, false, true)));
    }

    [Test]
    public void Heavy_values_push_out_others_and_too_heavy_ones_are_not_kept()
    {
        var cache = new LruCache<string, int>(10, StringComparer.Ordinal) { MaxWeight = 100 };
        cache.Put("a", 1, 60);
        cache.Put("b", 2, 60);
        cache.Put("c", 3, 101);

        Assert.That((cache.TryGet("a", out _), cache.TryGet("b", out _), cache.TryGet("c", out _)), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void A_key_put_again_takes_one_place()
    {
        var cache = new LruCache<string, int>(2, StringComparer.Ordinal);
        cache.Put("a", 1);
        cache.Put("a", 2);

        Assert.That((cache.Count, cache.TryGet("a", out var value), value), Is.EqualTo((1, true, 2)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Without_capacity_nothing_is_kept(int capacity)
    {
        var cache = new LruCache<string, int>(capacity, StringComparer.Ordinal);
        cache.Put("a", 1);

        Assert.That(cache.Count, Is.Zero);
    }
}
