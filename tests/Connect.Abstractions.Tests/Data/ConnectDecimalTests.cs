using System.Numerics;
using Connect.Data;
using CsCheck;

namespace Connect.Abstractions.Tests.Data;

public sealed class ConnectDecimalTests
{
    private static readonly Gen<ConnectDecimal> Numbers =
        Gen.Select(Gen.Byte.Array[1, 20], Gen.Int[-60, 60], (bytes, scale) => new ConnectDecimal(new BigInteger(bytes), scale));

    [TestCase("0", 0, "0", "0")]
    [TestCase("5", -3, "5E+3", "5000")]
    [TestCase("12345", 2, "123.45", "123.45")]
    [TestCase("-1", 7, "-1E-7", "-0.0000001")]
    [TestCase("1", 6, "0.000001", "0.000001")]
    [TestCase("123", 10, "1.23E-8", "0.0000000123")]
    [TestCase("0", 2, "0.00", "0.00")]
    [TestCase("0", -2, "0E+2", "0")]
    [TestCase("10", -1, "1.0E+2", "100")]
    public void Numbers_are_written_as_BigDecimal_writes_them(string unscaled, int scale, string text, string plain)
    {
        var number = new ConnectDecimal(BigInteger.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture), scale);
        Assert.That(number.ToString(), Is.EqualTo(text));
        Assert.That(number.ToPlainString(), Is.EqualTo(plain));
    }

    [TestCase("1.50", "150", 2)]
    [TestCase("-.5", "-5", 1)]
    [TestCase("5.", "5", 0)]
    [TestCase("+1e3", "1", -3)]
    [TestCase("1E-2147483647", "1", 2147483647)]
    [TestCase("1e00000000000000000000005", "1", -5)]
    [TestCase("٣.١", "31", 1)]
    public void Texts_are_read_as_BigDecimal_reads_them(string text, string unscaled, int scale) =>
        Assert.That(
            ConnectDecimal.Parse(text),
            Is.EqualTo(new ConnectDecimal(BigInteger.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture), scale)));

    [TestCase("")]
    [TestCase(".")]
    [TestCase("-")]
    [TestCase("--1")]
    [TestCase("1.2.3")]
    [TestCase("1e")]
    [TestCase("1e+")]
    [TestCase("1e2147483648")]
    [TestCase("1.5e-2147483648")]
    [TestCase(" 1")]
    [TestCase("1d")]
    [TestCase("0x1")]
    public void Other_texts_are_refused(string text) => Assert.That(ConnectDecimal.TryParse(text, out _), Is.False);

    [Test]
    public void Every_number_is_read_back_from_its_text() => Numbers.Sample(number => ConnectDecimal.Parse(number.ToString()) == number);

    [Test]
    public void Every_number_is_read_back_by_value_from_its_plain_text() =>
        Numbers.Sample(number => ConnectDecimal.Parse(number.ToPlainString()).CompareTo(number) == 0);

    [Test]
    public void Decimals_go_there_and_back_with_their_scale() => Gen.Decimal.Sample(number =>
    {
        var back = (decimal)(ConnectDecimal)number;
        return back == number && back.Scale == number.Scale;
    });

    [Test]
    public void Doubles_are_taken_over_exactly() =>
        Gen.Double.Sample(number => !double.IsFinite(number) || ConnectDecimal.FromDouble(number).ToDouble().Equals(number));

    [Test]
    public void Digits_far_behind_still_decide_between_two_doubles()
    {
        // Halfway between 1 and the next double, exactly and with one more digit a thousand places on.
        var half = ConnectDecimal.FromDouble(1.0 + Math.Pow(2, -52));
        var middle = ConnectDecimal.Parse("1.00000000000000011102230246251565404236316680908203125");
        Assert.That(middle.ToDouble(), Is.EqualTo(1.0));
        Assert.That(
            new ConnectDecimal((middle.UnscaledValue * BigInteger.Pow(10, 2000)) + 1, middle.Scale + 2000).ToDouble(), Is.EqualTo(half.ToDouble()));
        Assert.That(ValueConversions.ToFloat64(null, middle.ToPlainString() + new string('0', 2000) + "1"), Is.EqualTo(half.ToDouble()));
    }

    [Test]
    public void Large_integers_are_written_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(i => (char)('0' + ((i * 7) + 3) % 10)));
        var number = BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(new ConnectDecimal(number, 0).ToString(), Is.EqualTo(text));
        Assert.That(new ConnectDecimal(-BigInteger.Pow(10, 20_000), 0).ToString(), Is.EqualTo("-1" + new string('0', 20_000)));
    }

    [Test]
    public void The_scale_counts_for_equality_but_not_for_order()
    {
        var one = ConnectDecimal.Parse("1.0");
        var same = ConnectDecimal.Parse("1.00");
        Assert.That(one, Is.Not.EqualTo(same));
        Assert.That(one.CompareTo(same), Is.Zero);
        Assert.That(one < ConnectDecimal.Parse("1.001"), Is.True);
        Assert.That(ConnectDecimal.Parse("-5") < ConnectDecimal.Parse("1E-30"), Is.True);
    }

    [Test]
    public void Comparing_numbers_of_huge_exponents_multiplies_nothing_out()
    {
        var huge = ConnectDecimal.Parse("1e999999999");
        Assert.That(huge.CompareTo(ConnectDecimal.Parse("1")), Is.Positive);
        Assert.That(huge.ToDouble(), Is.EqualTo(double.PositiveInfinity));
        Assert.That(huge.ToInt64(), Is.Zero, "the lower 64 bits of a power of ten that large");
        Assert.That(() => (decimal)huge, Throws.TypeOf<OverflowException>());
        Assert.That(ConnectDecimal.Parse("1e-999999999").ToDouble(), Is.Zero);
        Assert.That(ConnectDecimal.Parse("-1e-999999999").ToInt64(), Is.Zero);
    }

    [Test]
    public void A_scale_may_be_written_in_the_digits_of_any_script() =>
        Assert.That(DecimalLogicalType.Scale(SchemaBuilder.Bytes().Parameter("scale", "\u0661\u0662").Build()), Is.EqualTo(12));
}
