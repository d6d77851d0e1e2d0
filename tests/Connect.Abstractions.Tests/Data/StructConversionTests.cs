using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

/// <summary>What a program may write into a field and read out of it.</summary>
public sealed class StructConversionTests
{
    private static readonly Schema Order = SchemaBuilder.Struct().Name("shop.Order")
        .Field("short", Schema.Int16).Field("int", Schema.Int32).Field("long", Schema.Int64).Field("float", Schema.Float32)
        .Field("double", Schema.Float64)
        .Field("customer", Schema.String).Field("amount", LogicalTypes.Decimal(2)).Field("at", LogicalTypes.Timestamp).Field("day", LogicalTypes.Date)
        .Field("bytes", Schema.Bytes)
        .Build();

    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly object[][] Lossless =
    [
        ["short", (sbyte)5, (short)5], ["int", (short)5, 5], ["long", 5, 5L], ["long", 5u, 5L], ["float", (short)5, 5f], ["double", 5, 5.0],
        ["double", 0.5f, 0.5],
        ["amount", 12.50m, (ConnectDecimal)12.50m], ["amount", 5, (ConnectDecimal)5m], ["at", Noon, new DateTimeOffset(Noon)],
    ];

    [TestCaseSource(nameof(Lossless))]
    public void A_value_that_loses_nothing_is_taken(string field, object given, object kept)
    {
        Assert.That(new Struct(Order) { [field] = given }[field], Is.EqualTo(kept).And.TypeOf(kept.GetType()));
        Assert.That(new Struct(Order).Put(field, given)[field], Is.EqualTo(kept));
        var typed = new Struct(Order);
        typed.Set(field, given);
        Assert.That(typed[field], Is.EqualTo(kept));
    }

    [Test]
    public void What_was_written_can_be_read_in_the_same_type()
    {
        var order = new Struct(Order) { ["amount"] = 12.50m, ["at"] = Noon, ["long"] = 5, ["int"] = 7, ["float"] = 0.5f };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.Get<decimal>("amount"), Is.EqualTo(12.50m));
            Assert.That(order.Get<decimal?>("amount"), Is.EqualTo(12.50m));
            Assert.That(order.Get<ConnectDecimal>("amount"), Is.EqualTo((ConnectDecimal)12.50m));
            Assert.That(order.Get<DateTime>("at"), Is.EqualTo(Noon));
            Assert.That(order.Get<long>("int"), Is.EqualTo(7L));
            Assert.That(order.Get<double>("float"), Is.EqualTo(0.5));
            Assert.That(order.Get<decimal>("long"), Is.EqualTo(5m));
        }
    }

    [TestCase("long", 5.5, "long of schema shop.Order", "Double", "write (long)value")]
    [TestCase("int", 5L, "int of schema shop.Order", "Int64", "write (int)value")]
    [TestCase("float", 0.1, "float of schema shop.Order", "Double", "write (float)value")]
    [TestCase("amount", 0.1, "amount of schema shop.Order", "Double", "write (decimal)value")]
    [TestCase("customer", 5, "customer of schema shop.Order", "Int32", "write value.ToString()")]
    [TestCase("bytes", "x", "bytes of schema shop.Order", "String", "Encoding.UTF8.GetBytes(value)")]
    public void A_refusal_names_field_schema_type_and_remedy(string field, object given, string place, string type, string remedy) =>
        Assert.That(
            () => new Struct(Order) { [field] = given },
            Throws.TypeOf<DataException>().With.Message.Contains(place.Split(' ')[0]).And.Message.Contains(
                "of schema shop.Order").And.Message.Contains(type).And.Message.Contains(remedy));

    [Test]
    public void Dates_say_what_to_write()
    {
        Assert.That(
            () => new Struct(Order) { ["at"] = new DateTime(2026, 3, 1) },
            Throws.TypeOf<DataException>().With.Message.Contains("new DateTimeOffset(value, TimeSpan.Zero)"));
        Assert.That(() => new Struct(Order) { ["day"] = Noon }, Throws.TypeOf<DataException>().With.Message.Contains("DateOnly.FromDateTime(value)"));
        Assert.That(() => new Struct(Order) { ["customer"] = Guid.Empty }, Throws.TypeOf<DataException>().With.Message.Contains("value.ToString()"));
    }

    [Test]
    public void A_read_in_a_wrong_type_says_which_is_right()
    {
        var order = new Struct(Order) { ["amount"] = new ConnectDecimal(System.Numerics.BigInteger.Pow(10, 40), 2), ["long"] = 5L };

        Assert.That(() => order.Get<int>("long"), Throws.TypeOf<DataException>().With.Message.Contains("Get<long>"));
        Assert.That(() => order.Get<decimal>("amount"), Throws.TypeOf<DataException>().With.Message.Contains("Get<ConnectDecimal>"));
    }

    [Test]
    public void A_misspelt_field_gets_a_suggestion() =>
        Assert.That(
            () => new Struct(Order)["customr"],
            Throws.TypeOf<DataException>().With.Message.EqualTo("customr is not a valid field name of schema shop.Order. Did you mean 'customer'?"));

    [Test]
    public void A_strange_field_name_gets_the_list() =>
        Assert.That(() => new Struct(Order)["q"], Throws.TypeOf<DataException>().With.Message.Contains("Its fields: short, int, long"));
}
