using System.Buffers;
using Connect.Data;

namespace Connect.Converters.Tests.Primitive;

public sealed class PrimitiveConverterTests
{
    private static readonly RawHeaders Headers = new();

    public static IEnumerable<TestCaseData> Numbers =>
    [
        new(new ShortConverter(), (short)-2, "FFFE", Schema.OptionalInt16),
        new(new IntegerConverter(), 1078530011, "40490FDB", Schema.OptionalInt32),
        new(new LongConverter(), 0x40490FDB54444458L, "40490FDB54444458", Schema.OptionalInt64),
        new(new FloatConverter(), -0.0f, "80000000", Schema.OptionalFloat32),
        new(new FloatConverter(), float.NaN, "7FC00000", Schema.OptionalFloat32),
        new(new DoubleConverter(), 1.5, "3FF8000000000000", Schema.OptionalFloat64),
        new(new DoubleConverter(), double.NaN, "7FF8000000000000", Schema.OptionalFloat64),
        new(new BooleanConverter(), true, "01", Schema.OptionalBoolean),
    ];

    [TestCaseSource(nameof(Numbers))]
    public void A_value_is_written_and_read_back_as_key_value_and_header(IConverter converter, object value, string hex, Schema schema)
    {
        var header = (IHeaderConverter)converter;
        var bytes = Convert.FromHexString(hex);

        Assert.That(header.FromConnectHeader("t", "h", null, value), Is.EqualTo(bytes));
        Assert.That(Synchronous(converter.FromConnectDataAsync("t", Headers, null, value, CancellationToken.None)), Is.EqualTo(bytes));
        var buffer = new ArrayBufferWriter<byte>();
        Assert.That(Synchronous(converter.FromConnectDataAsync("t", Headers, null, value, buffer, CancellationToken.None)));
        Assert.That(Synchronous(converter.FromConnectDataAsync("t", Headers, null, null, buffer, CancellationToken.None)), Is.False);
        Assert.That(buffer.WrittenSpan.ToArray(), Is.EqualTo(bytes));
        Assert.That(header.ToConnectHeader("t", "h", bytes), Is.EqualTo(new SchemaAndValue(schema, value)));
        Assert.That(
            Synchronous(converter.ToConnectDataAsync("t", Headers, bytes, CancellationToken.None)), Is.EqualTo(new SchemaAndValue(schema, value)));
        Assert.That(header.FromConnectHeader("t", "h", null, null), Is.Null);
        Assert.That(header.ToConnectHeader("t", "h", null), Is.EqualTo(new SchemaAndValue(schema, null)));
    }

    [TestCaseSource(nameof(Numbers))]
    public void A_wrong_length_or_type_is_an_error(IConverter converter, object value, string hex, Schema schema)
    {
        var header = (IHeaderConverter)converter;
        var bytes = Convert.FromHexString(hex);

        Assert.That(
            () => header.ToConnectHeader("orders", "h", [.. bytes, 0]),
            Throws.TypeOf<DataException>().With.InnerException.Message.Contains("'orders'"));
        Assert.That(() => header.ToConnectHeader("orders", "h", []), Throws.TypeOf<DataException>());
        Assert.That(() => header.FromConnectHeader("orders", "h", null, $"{value} {schema}"), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_boolean_is_no_other_byte_and_has_no_other_schema()
    {
        var converter = new BooleanConverter();

        Assert.That(() => converter.ToConnectHeader("t", "h", [2]), Throws.TypeOf<DataException>());
        Assert.That(() => converter.FromConnectHeader("t", "h", Schema.String, null), Throws.TypeOf<DataException>());
    }

    [Test]
    public void Bytes_pass_through_without_a_copy_and_slices_are_copied()
    {
        var converter = new ByteArrayConverter();
        var bytes = new byte[] { 1, 2, 3 };

        Assert.That(converter.FromConnectHeader("t", "h", Schema.Bytes, bytes), Is.SameAs(bytes));
        Assert.That(converter.ToConnectHeader("t", "h", bytes).Value, Is.SameAs(bytes));
        Assert.That(converter.FromConnectHeader("t", "h", null, new ReadOnlyMemory<byte>(bytes, 1, 2)), Is.EqualTo(new byte[] { 2, 3 }));
        Assert.That(() => converter.FromConnectHeader("t", "h", Schema.String, null), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_wrong_converter_type_is_refused() =>
        Assert.That(() => new LongConverter(new Dictionary<string, string?> { ["converter.type"] = "body" }), Throws.TypeOf<ConfigException>());

    private static T Synchronous<T>(ValueTask<T> call)
    {
        Assert.That(call.IsCompletedSuccessfully);
        return call.GetAwaiter().GetResult();
    }
}
