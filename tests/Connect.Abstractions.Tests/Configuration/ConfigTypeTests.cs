using System.Globalization;
using System.Text.RegularExpressions;
using Connect.Configuration;
using CsCheck;

namespace Connect.Abstractions.Tests.Configuration;

public sealed partial class ConfigTypeTests
{
    [Test]
    public void Whole_numbers_read_back() =>
        Gen.Long.Sample(number => Equals(ConfigDef.ParseType("n", $" {number.ToString(CultureInfo.InvariantCulture)}\t", ConfigType.Long), number));

    [Test]
    public void Numbers_of_any_script_are_numbers_and_separators_are_not()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConfigDef.ParseType("n", "+１２", ConfigType.Int), Is.EqualTo(12));
            Assert.That(() => ConfigDef.ParseType("n", "1_000", ConfigType.Int), Throws.TypeOf<ConfigException>());
            Assert.That(() => ConfigDef.ParseType("n", "0x10", ConfigType.Int), Throws.TypeOf<ConfigException>());
        }
    }

    [Test]
    public void Doubles_read_back() =>
        Gen.Double.Sample(
            number => Equals(ConfigDef.ParseType("n", number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal)
            .Replace("∞", "Infinity", StringComparison.Ordinal), ConfigType.Double), number));

    [TestCase("0x1p-1074", double.Epsilon)]
    [TestCase("0x1p-1075", 0.0)]
    [TestCase("0x1.8p-1074", 2 * double.Epsilon)]
    [TestCase("-0x1.fffffffffffff8p1023", double.NegativeInfinity)]
    [TestCase("0x.1p4", 1.0)]
    public void Hexadecimal_doubles_round_as_Java_rounds(string text, double expected) =>
        Assert.That(ConfigDef.ParseType("n", text, ConfigType.Double), Is.EqualTo(expected));

    [Test]
    public void Lists_are_split_as_Java_splits_them() =>
        Gen.Char["a, \t\n\u000b\u00a0\u001fb"].Array.Select(characters => new string(characters)).Sample(text =>
        {
            var trimmed = text.Trim([.. Enumerable.Range(0, 33).Select(c => (char)c)]);
            var expected = trimmed.Length == 0 ? [] : Comma().Split(trimmed);
            return ((IReadOnlyList<object?>)ConfigDef.ParseType("n", text, ConfigType.List)!).Cast<string>().SequenceEqual(expected);
        });

    [GeneratedRegex(@"[ \t\n\v\f\r]*,[ \t\n\v\f\r]*")]
    private static partial Regex Comma();

    [Test]
    public void An_array_of_bytes_is_no_list() =>
        Assert.That(
            () => ConfigDef.ParseType("n", new byte[] { 1 }, ConfigType.List),
            Throws.TypeOf<ConfigException>().With.Message.EndsWith("Expected a comma separated list."));

    [Test]
    public void A_class_on_a_key_of_another_type_is_printed_as_Java_prints_classes() =>
        Assert.That(ConfigDef.ConvertToString(new ClassReference("java.lang.String"), ConfigType.String), Is.EqualTo("class java.lang.String"));

    [Test]
    public void A_list_with_an_item_that_is_null_has_no_text() =>
        Assert.That(() => ConfigDef.ConvertToString(new object?[] { "a", null }, ConfigType.List), Throws.ArgumentException);
}
