using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

public sealed class StructTests
{
    private static readonly Schema Order = SchemaBuilder.Struct().Name("order")
        .Field("id", Schema.Int64)
        .Field("count", SchemaBuilder.Int32().Default(1).Build())
        .Field("price", SchemaBuilder.Float64().Optional().Build())
        .Field("note", Schema.OptionalString)
        .Field("at", TimestampLogicalType.Builder().Optional().Build())
        .Field("day", DateLogicalType.Builder().Optional().Build())
        .Field("time", TimeLogicalType.Builder().Optional().Build())
        .Field("tags", SchemaBuilder.Array(Schema.Int32).Optional().Build())
        .Field("labels", SchemaBuilder.Map(Schema.String, Schema.String).Optional().Build())
        .Field("total", DecimalLogicalType.Builder(2).Optional().Build())
        .Build();

    [Test]
    public void Values_are_set_and_read_by_name_field_and_position()
    {
        var order = new Struct(Order) { ["id"] = 17L };
        order.Set("price", 1.5);
        order.SetInt32At(1, 4);
        Assert.That(order.Get<long>("id"), Is.EqualTo(17));
        Assert.That(order[Order.Field("price")!], Is.EqualTo(1.5));
        Assert.That(order.GetInt32At(1), Is.EqualTo(4));
        Assert.That(order.Get<int?>("count"), Is.EqualTo(4));
        Assert.That(order.Get<object>("count"), Is.EqualTo(4));
        Assert.That(order.Get<string?>("note"), Is.Null);
    }

    [Test]
    public void A_default_stands_in_for_a_missing_value_but_not_where_it_is_not_wanted()
    {
        var order = new Struct(Order);
        Assert.That(order["count"], Is.EqualTo(1));
        Assert.That(order.Get<int>("count"), Is.EqualTo(1));
        Assert.That(order.GetWithoutDefault("count"), Is.Null);
        Assert.That(order.GetInt32("count"), Is.Null);
        Assert.That(order.IsNull(Order.Field("count")!), Is.True);
        Assert.That(() => order.Get<double>("price"), Throws.TypeOf<DataException>());
        Assert.That(order.Get<double?>("price"), Is.Null);
    }

    [Test]
    public void Collections_of_any_kind_are_taken_over()
    {
        var order = new Struct(Order)
        {
            ["tags"] = new List<int> { 1, 2 },
            ["labels"] = new Dictionary<string, string> { ["a"] = "x", ["b"] = "y" },
            ["total"] = 1.50m,
        };
        Assert.That(order["tags"], Is.EqualTo(new object[] { 1, 2 }).And.InstanceOf<IReadOnlyList<object?>>());
        Assert.That(order["labels"], Is.EqualTo(new ConnectMap { ["a"] = "x", ["b"] = "y" }));
        Assert.That(order.Get<ConnectDecimal>("total"), Is.EqualTo(new ConnectDecimal(150, 2)));
        order["tags"] = new[] { 3 };
        Assert.That(order["tags"], Is.EqualTo(new object[] { 3 }));
        Assert.That(() => order["tags"] = new List<string> { "x" }, Throws.TypeOf<DataException>());
        Assert.That(() => order["tags"] = new byte[] { 1 }, Throws.TypeOf<DataException>());
    }

    [Test]
    public void Dates_and_times_are_kept_to_the_millisecond()
    {
        var at = new DateTimeOffset(2024, 2, 29, 12, 34, 56, 789, TimeSpan.FromHours(2)).AddTicks(5);
        var order = new Struct(Order) { ["at"] = at, ["day"] = new DateOnly(2024, 2, 29), ["time"] = new TimeOnly(1, 2, 3) };
        Assert.That(order["at"], Is.EqualTo(at.AddTicks(-5)).And.Property(nameof(DateTimeOffset.Offset)).EqualTo(TimeSpan.Zero));
        Assert.That(order["day"], Is.EqualTo(new DateOnly(2024, 2, 29)));
        Assert.That(order["time"], Is.EqualTo(new TimeOnly(1, 2, 3)));
        Assert.That(order.GetUnixMillisecondsAt(4), Is.EqualTo(at.ToUnixTimeMilliseconds()));
    }

    [Test]
    public void Instants_beyond_the_CLR_types_come_back_as_they_are()
    {
        var order = new Struct(
            Order)
        { ["at"] = new ConnectInstant(long.MaxValue), ["time"] = new ConnectInstant(86_400_000), ["day"] = new ConnectInstant(5) };
        Assert.That(order["at"], Is.EqualTo(new ConnectInstant(long.MaxValue)));
        Assert.That(order["time"], Is.EqualTo(new ConnectInstant(86_400_000)));
        Assert.That(order["day"], Is.EqualTo(new ConnectInstant(5)));
        order["at"] = new ConnectInstant(0);
        Assert.That(order["at"], Is.EqualTo(DateTimeOffset.UnixEpoch));
    }

    [Test]
    public void Numbers_are_moved_without_an_allocation()
    {
        var order = new Struct(Order);
        var (id, price) = (Order.Field("id")!, Order.Field("price")!);
        Move(order, id, price);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Move(order, id, price);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        static void Move(Struct order, Field id, Field price)
        {
            order.Set(id, order.IsNull(id) ? 1L : order.Get<long>(id) + 1);
            order.Set(price, 2.5);
            order.SetUnixMillisecondsAt(4, order.GetInt64At(0) + (long)order.GetFloat64At(2));
        }
    }

    [Test]
    public void A_field_of_another_schema_is_refused()
    {
        var other = SchemaBuilder.Struct().Field("x", Schema.Int8).Build();
        var order = new Struct(Order);
        Assert.That(() => order[other.Fields[0]], Throws.TypeOf<DataException>());
        Assert.That(() => order.Set(other.Fields[0], (sbyte)1), Throws.TypeOf<DataException>());
        Assert.That(() => order["x"], Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_wrong_type_is_refused_wherever_it_comes_from()
    {
        var order = new Struct(Order);
        Assert.That(() => order["id"] = 17.5, Throws.TypeOf<DataException>(), "a double is no INT64");
        Assert.That(() => order.Set("id", "x"), Throws.TypeOf<DataException>());
        Assert.That(() => order.SetInt32At(0, 1), Throws.TypeOf<DataException>());
        Assert.That(() => order.GetInt32At(0), Throws.TypeOf<DataException>());
        Assert.That(() => order["id"] = null, Throws.TypeOf<DataException>());
        order["id"] = 1L;
        Assert.That(() => order.Get<int>("id"), Throws.TypeOf<DataException>());
    }

    [Test]
    public void Null_unsets_an_optional_number()
    {
        var order = new Struct(Order) { ["price"] = 1.5 };
        order["price"] = null;
        Assert.That(order["price"], Is.Null);
        Assert.That(order.GetFloat64At(2), Is.Zero);
        Assert.That(order.ToString(), Is.EqualTo("Struct{}"));
    }

    [Test]
    public void A_text_that_ends_like_an_opening_does_not_swallow_the_comma()
    {
        var schema = SchemaBuilder.Struct().Field("a", Schema.String).Field("b", Schema.Int8).Build();
        Assert.That(new Struct(schema) { ["a"] = "{", ["b"] = (sbyte)1 }.ToString(), Is.EqualTo("Struct{a={,b=1}"));
    }

    [Test]
    public void Equal_structs_have_equal_hashes()
    {
        var schema = SchemaBuilder.Struct().Field("b", Schema.Bytes).Field("d", Schema.Float64).Build();
        var a = new Struct(schema) { ["b"] = new byte[] { 1, 2 }, ["d"] = double.NaN };
        var b = new Struct(
            schema)
        { ["b"] = new byte[] { 1, 2 }, ["d"] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) + 1) };
        Assert.That(a, Is.EqualTo(b));
        Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
        b["d"] = 0.0;
        Assert.That(a, Is.Not.EqualTo(b));
    }
}
