using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms.Tests.Records;

public sealed class SchemaCacheTests
{
    private int _derivations;

    [Test]
    public void An_equal_schema_is_not_derived_again()
    {
        var cache = Cache();
        var first = cache.Get(SchemaNamed("a"));
        Assert.That(cache.Get(SchemaNamed("a")), Is.SameAs(first));
        Assert.That(_derivations, Is.EqualTo(1));
    }

    [Test]
    public void The_sixteen_schemas_used_last_are_kept()
    {
        var cache = Cache();
        var schemas = Enumerable.Range(0, 17).Select(i => SchemaNamed($"s{i}")).ToArray();
        foreach (var schema in schemas[..16])
            cache.Get(schema);
        cache.Get(schemas[0]);
        cache.Get(schemas[16]);
        cache.Get(schemas[0]);
        Assert.That(_derivations, Is.EqualTo(17), "The first one was used after the second, which had to go.");
        cache.Get(schemas[1]);
        Assert.That(_derivations, Is.EqualTo(18));
    }

    [Test]
    public void A_derivation_that_fails_is_tried_again()
    {
        var cache = new SchemaCache<string>(_ => ++_derivations == 1 ? throw new DataException("no") : "yes");
        Assert.That(() => cache.Get(Schema.Int8), Throws.InstanceOf<DataException>());
        Assert.That(cache.Get(Schema.Int8), Is.EqualTo("yes"));
    }

    [Test]
    public void Several_threads_get_what_belongs_to_their_schemas()
    {
        var cache = new SchemaCache<string>(schema => schema.Name!);
        var schemas = Enumerable.Range(0, 40).Select(i => SchemaNamed($"s{i}")).ToArray();
        Parallel.For(0, 20_000, i => Assert.That(cache.Get(schemas[i % 40]), Is.EqualTo(schemas[i % 40].Name)));
    }

    private static Schema SchemaNamed(string name) => SchemaBuilder.Struct().Name(name).Build();

    private SchemaCache<string> Cache() => new(schema =>
    {
        _derivations++;
        return schema.Name!;
    });
}
