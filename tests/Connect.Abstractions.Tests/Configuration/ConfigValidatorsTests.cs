using Connect.Configuration;
using Connect.Data;

namespace Connect.Abstractions.Tests.Configuration;

public sealed class ConfigValidatorsTests
{
    [Test]
    public void Case_insensitive_values_are_listed_in_the_order_of_a_Java_set() =>
        Assert.That(
            ConfigValidators.CaseInsensitiveValidString("poll", "interval", "connector").Description,
            Is.EqualTo("(case insensitive) [INTERVAL, POLL, CONNECTOR]"));

    [Test]
    public void Validator_on_a_key_of_another_type_is_a_mistake_in_the_definition() =>
        Assert.That(() => ConfigValidators.NonEmptyString.EnsureValid("n", 5), Throws.ArgumentException);

    [Test]
    public void Regular_expression_is_checked_with_the_syntax_of_Java()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ConfigValidators.Regex.EnsureValid("n", "a{1,}+[a-z&&[^b]]"), Throws.Nothing);
            Assert.That(
                () => ConfigValidators.Regex.EnsureValid("n", "("),
                Throws.TypeOf<ConfigException>().With.Message.StartsWith("Invalid value ( for configuration n: Invalid regex: "));
        }
    }

    [Test]
    public void Composite_stops_at_the_first_complaint()
    {
        var called = false;
        var validator = ConfigValidators.Composite(ConfigValidators.NonNull, ConfigValidators.Lambda((_, _) => called = true, "anything"));
        Assert.That(() => validator.EnsureValid("n", null), Throws.TypeOf<ConfigException>());
        Assert.That(called, Is.False);
    }

    [Test]
    public void A_range_takes_decimals_for_the_numbers_that_they_are()
    {
        var range = ConfigValidators.Between(1, 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => range.EnsureValid("n", new ConnectDecimal(15, 1)), Throws.Nothing);
            Assert.That(
                () => range.EnsureValid("n", new ConnectDecimal(21, 1)),
                Throws.TypeOf<ConfigException>().With.Message.EqualTo("Invalid value 2.1 for configuration n: Value must be no more than 2"));
        }
    }

    [Test]
    public void An_item_of_a_list_cannot_be_null() =>
        Assert.That(
            () => ConfigValidators.AnyNonDuplicateValues(true, true).EnsureValid("n", new object?[] { null }), Throws.TypeOf<ConfigException>());
}
