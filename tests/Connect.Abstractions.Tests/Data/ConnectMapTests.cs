using Connect.Data;
using CsCheck;

namespace Connect.Abstractions.Tests.Data;

public sealed class ConnectMapTests
{
    [Test]
    public void Behaves_as_an_ordered_dictionary_does() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int).List[0, 120].Sample(steps =>
        {
            var map = new ConnectMap();
            var model = new OrderedDictionary<string, object?>();
            foreach (var (step, key, value) in steps)
            {
                var name = $"k{key}";
                if (step == 0)
                    Assert.That(map.Remove(name), Is.EqualTo(model.Remove(name)));
                else
                    map[name] = model[name] = value;
                Assert.That(map.TryGetValue($"k{value % 40}", out var found), Is.EqualTo(model.TryGetValue($"k{value % 40}", out var expected)));
                Assert.That(found, Is.EqualTo(expected));
            }

            return map.Count == model.Count
                && map.Select(entry => ((string)entry.Key, entry.Value)).SequenceEqual(model.Select(entry => (entry.Key, entry.Value)));
        });

    [Test]
    public void A_copy_and_its_original_go_their_own_ways() =>
        Gen.Select(Gen.Int[0, 40], Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 45], Gen.Int).List[1, 60]).Sample((size, steps) =>
        {
            var original = new ConnectMap(Enumerable.Range(0, size).Select(key => KeyValuePair.Create<object, object?>($"k{key}", key)).ToList());
            var copy = new ConnectMap(original);
            var models = (Original: new OrderedDictionary<object, object?>(original), Copy: new OrderedDictionary<object, object?>(original));
            foreach (var (isCopy, step, key, value) in steps)
            {
                var (map, model) = isCopy ? (copy, models.Copy) : (original, models.Original);
                if (step == 0)
                    Assert.That(map.Remove($"k{key}"), Is.EqualTo(model.Remove($"k{key}")));
                else
                    map[$"k{key}"] = model[$"k{key}"] = value;
            }

            return original.SequenceEqual(models.Original) && copy.SequenceEqual(models.Copy) && copy.Keys.All(key => copy.ContainsKey(key))
                && original.Keys.All(original.ContainsKey);
        });

    [Test]
    public void Null_is_a_key()
    {
        var map = new ConnectMap { [null!] = 1, ["a"] = 2 };
        Assert.That(map[null!], Is.EqualTo(1));
        Assert.That(map.ContainsKey(null!), Is.True);
        Assert.That(map.ToString(), Is.EqualTo("{null=1, a=2}"));
    }

    [Test]
    public void Keys_compare_as_in_Java()
    {
        var map = new ConnectMap { [1] = "int", [1L] = "long", [0.0] = "zero", [-0.0] = "minus zero", [new List<object?> { 1 }] = "list" };
        Assert.That(map, Has.Count.EqualTo(5));
        Assert.That(map[1L], Is.EqualTo("long"));
        Assert.That(map[new object?[] { 1 }], Is.EqualTo("list"));
        Assert.That(map.ContainsKey(new byte[] { 1 }), Is.False);
    }

    [Test]
    public void Maps_are_equal_whatever_their_order_is()
    {
        var a = new ConnectMap { ["x"] = 1, ["y"] = new List<object?> { 1, null } };
        var b = new ConnectMap { ["y"] = new object?[] { 1, null }, ["x"] = 1 };
        Assert.That(a.Equals(b), Is.True);
        Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
        Assert.That(a.Equals(new ConnectMap { ["x"] = 1L, ["y"] = b["y"] }), Is.False);
    }

    [Test]
    public void A_key_that_is_there_is_not_added_and_one_that_is_not_is_not_read()
    {
        var map = new ConnectMap { { "a", 1 } };
        Assert.That(() => map.Add("a", 2), Throws.ArgumentException);
        Assert.That(() => map["b"], Throws.TypeOf<KeyNotFoundException>());
        map.Clear();
        Assert.That(map, Is.Empty);
    }
}
