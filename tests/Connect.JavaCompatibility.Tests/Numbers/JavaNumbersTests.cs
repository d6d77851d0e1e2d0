using Connect.JavaCompatibility.Numbers;

namespace Connect.JavaCompatibility.Tests.Numbers;

/// <summary>Expectations were taken from Java 17.</summary>
public sealed class JavaNumbersTests
{
    [TestCase("42", 42)]
    [TestCase("+7", 7)]
    [TestCase("-128", -128)]
    [TestCase("١٢", 12)]
    public void Integers_are_signs_and_digits(string text, long expected) =>
        Assert.That(JavaNumbers.ParseInteger(text, -128, 127), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("-")]
    [TestCase("128")]
    [TestCase(" 1")]
    [TestCase("1.0")]
    [TestCase("0x1")]
    [TestCase("99999999999999999999999999")]
    public void Anything_else_is_refused(string text) =>
        Assert.That(() => JavaNumbers.ParseInteger(text, -128, 127), Throws.InstanceOf<FormatException>());

    [TestCase(" 1.5 ", 1.5)]
    [TestCase("5f", 5.0)]
    [TestCase("1e3d", 1000.0)]
    [TestCase(".5", 0.5)]
    [TestCase("+Infinity", double.PositiveInfinity)]
    [TestCase("-Infinity", double.NegativeInfinity)]
    [TestCase("-NaN", double.NaN)]
    [TestCase("0x1.8p3", 12.0)]
    [TestCase("-0x1p-1074", -double.Epsilon)]
    [TestCase("0x1.fffffffffffff8p0", 2.0)]
    [TestCase("0x.1p4", 1.0)]
    [TestCase("0x1.p1", 2.0)]
    [TestCase("0x1p3f", 8.0)]
    [TestCase("0x1p1024", double.PositiveInfinity)]
    [TestCase("0x1p99999999999999999999", double.PositiveInfinity)]
    [TestCase("0x1p-99999999999999999999", 0.0)]
    [TestCase("1e400", double.PositiveInfinity)]
    public void Floating_point_numbers_have_all_of_Javas_forms(string text, double expected) =>
        Assert.That(JavaNumbers.ParseDouble(text), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("nan")]
    [TestCase("infinity")]
    [TestCase("∞")]
    [TestCase("0x1")]
    [TestCase("0x1p")]
    [TestCase("0xp1")]
    [TestCase("0x.p1")]
    [TestCase("0x1..p1")]
    [TestCase("1,5")]
    [TestCase("--1")]
    [TestCase("1 2")]
    [TestCase("f")]
    [TestCase("NaNf")]
    [TestCase("1_0")]
    public void Other_floating_point_texts_are_refused(string text) =>
        Assert.That(() => JavaNumbers.ParseDouble(text), Throws.InstanceOf<FormatException>());

    [Test]
    public void Single_precision_is_rounded_once() =>
        Assert.That(JavaNumbers.ParseSingle("0x1.000001p0"), Is.EqualTo(1f));
}
