using Connect.Connectors;
using Connect.Data;

namespace Connect.Abstractions.Tests.Connectors;

public sealed class ConnectHeadersTests
{
    [Test]
    public void A_duplicate_and_its_original_change_on_their_own()
    {
        var original = new ConnectHeaders().AddString("a", "1");
        var first = original.Duplicate();
        var second = first.Duplicate();
        original.AddString("b", "2");
        first.Remove("a");
        second.AddInt32("c", 3);
        Assert.That(original.Select(header => header.Key), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(first, Is.Empty);
        Assert.That(second.Select(header => header.Key), Is.EqualTo(new[] { "a", "c" }));
    }

    [Test]
    public void Retaining_the_latest_of_equal_headers_keeps_one()
    {
        var headers = new ConnectHeaders().AddString("a", "1").AddString("b", "2").AddString("a", "1");
        headers.RetainLatest("a");
        Assert.That(headers.Select(header => header.Key), Is.EqualTo(new[] { "b", "a" }));
    }

    [Test]
    public void Collections_of_any_kind_are_taken_over()
    {
        var headers = new ConnectHeaders().Add("l", SchemaBuilder.Array(Schema.Int32).Build(), new List<int> { 1 });
        Assert.That(headers[0].Value, Is.InstanceOf<IReadOnlyList<object?>>());
        Assert.That(() => headers.Add("x", SchemaBuilder.Array(Schema.Int8).Build(), new byte[] { 1 }), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_walk_sees_the_headers_as_they_were_when_it_began()
    {
        var headers = new ConnectHeaders().AddString("a", "1");
        foreach (var header in headers)
            headers.Add(header.WithKey("b"));
        Assert.That(headers, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_position_outside_is_refused() => Assert.That(() => new ConnectHeaders()[0], Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_missing_list_or_map_is_added_without_a_schema()
    {
        var headers = new ConnectHeaders().AddList("l", null, Schema.Int8).AddMap("m", null, Schema.Int8);
        Assert.That(headers.Select(header => header.Schema), Is.All.Null);
    }

    [Test]
    public void A_list_needs_the_schema_of_an_array_and_a_map_that_of_a_map()
    {
        var headers = new ConnectHeaders();
        var (array, map) = (SchemaBuilder.Array(Schema.Int8).Build(), SchemaBuilder.Map(Schema.String, Schema.Int8).Build());
        Assert.That(
            () => headers.AddList("l", [], map), Throws.TypeOf<DataException>().With.Message.EqualTo("Expecting ARRAY but instead found MAP"));
        Assert.That(
            () => headers.AddMap("m", new ConnectMap(), array),
            Throws.TypeOf<DataException>().With.Message.EqualTo("Expecting MAP but instead found ARRAY"));
    }

    [Test]
    public void A_header_without_a_key_cannot_be_looked_for()
    {
        var headers = new ConnectHeaders().AddString("a", "1");
        Assert.That(() => headers.LastWithName(null!), Throws.ArgumentNullException);
        Assert.That(() => headers.Remove(null!), Throws.ArgumentNullException);
        Assert.That(() => headers.Apply(null!, header => header), Throws.ArgumentNullException);
    }
}
