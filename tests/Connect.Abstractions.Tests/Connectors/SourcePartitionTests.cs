using Connect.Connectors;

namespace Connect.Abstractions.Tests.Connectors;

public sealed class SourcePartitionTests
{
    [Test]
    public void The_order_of_entries_is_kept_but_does_not_count_for_equality()
    {
        var a = new SourcePartition([new("db", "x"), new("table", "y")]);
        var b = new SourcePartition([new("table", "y"), new("db", "x")]);
        Assert.That(a, Is.EqualTo(b));
        Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
        Assert.That(a.Keys, Is.EqualTo(new[] { "db", "table" }));
        Assert.That(a.ToString(), Is.EqualTo("{db=x, table=y}"));
    }

    [Test]
    public void Values_of_different_types_differ()
    {
        Assert.That(new SourceOffset("p", 1), Is.Not.EqualTo(new SourceOffset("p", 1L)));
        Assert.That(new SourceOffset("p", null), Is.Not.EqualTo(SourceOffset.Empty));
        Assert.That(new SourceOffset("p", null).TryGetValue("p", out var value), Is.True);
        Assert.That(value, Is.Null);
    }

    [Test]
    public void A_key_that_is_not_there_is_named() =>
        Assert.That(() => new SourcePartition("a", 1)["b"], Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("'b'"));
}
