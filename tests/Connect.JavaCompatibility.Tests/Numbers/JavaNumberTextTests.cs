using System.Globalization;
using System.Text;
using Connect.JavaCompatibility.Numbers;
using CsCheck;

namespace Connect.JavaCompatibility.Tests.Numbers;

public sealed class JavaNumberTextTests
{
    [TestCase(0.0, "0.0")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(1.0, "1.0")]
    [TestCase(100.0, "100.0")]
    [TestCase(0.001, "0.001")]
    [TestCase(9.999E-4, "9.999E-4")]
    [TestCase(9999999.0, "9999999.0")]
    [TestCase(1.0E7, "1.0E7")]
    [TestCase(12345678.9, "1.23456789E7")]
    [TestCase(1e10, "1.0E10")]
    [TestCase(2e23, "2.0E23")]
    [TestCase(double.MaxValue, "1.7976931348623157E308")]
    [TestCase(double.Epsilon, "4.9E-324")]
    [TestCase(2.2250738585072014E-308, "2.2250738585072014E-308")]
    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    [TestCase(double.NegativeInfinity, "-Infinity")]
    [TestCase(-1.5, "-1.5")]
    public void Doubles_are_written_as_Java_writes_them(double value, string expected) =>
        Assert.That(JavaNumberText.Format(value), Is.EqualTo(expected));

    [TestCase(1.1f, "1.1")]
    [TestCase(1e10f, "1.0E10")]
    [TestCase(float.Epsilon, "1.4E-45")]
    [TestCase(float.MaxValue, "3.4028235E38")]
    [TestCase(16777216f, "1.6777216E7")]
    [TestCase(float.NaN, "NaN")]
    [TestCase(-0.0f, "-0.0")]
    public void Floats_are_written_as_Java_writes_them(float value, string expected) =>
        Assert.That(JavaNumberText.Format(value), Is.EqualTo(expected));

    [Test]
    public void Every_double_is_read_back_from_its_text() => Gen.Long.Sample(bits =>
    {
        var value = BitConverter.Int64BitsToDouble(bits);
        if (!double.IsFinite(value))
            return true;
        var text = JavaNumberText.Format(value);
        return text.Length <= JavaNumberText.MaxLength && BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)) == bits;
    });

    [Test]
    public void Every_float_is_read_back_from_its_text() => Gen.Int.Sample(bits =>
    {
        var value = BitConverter.Int32BitsToSingle(bits);
        if (!float.IsFinite(value))
            return true;
        var text = JavaNumberText.Format(value);
        return text.Length <= JavaNumberText.MaxLength && BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)) == bits;
    });

    [Test]
    public void Writing_into_a_span_allocates_nothing()
    {
        Span<byte> buffer = stackalloc byte[JavaNumberText.MaxLength];
        JavaNumberText.Write(1.5, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = 0;
        for (var i = 0; i < 100; i++)
            length = JavaNumberText.Write(123.5 + i, buffer);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(Encoding.ASCII.GetString(buffer[..length]), Is.EqualTo("222.5"));
    }

    [Test]
    public void A_span_that_is_too_short_is_refused() =>
        Assert.That(() => JavaNumberText.Write(double.MaxValue, new byte[5]), Throws.InstanceOf<Exception>());
}
