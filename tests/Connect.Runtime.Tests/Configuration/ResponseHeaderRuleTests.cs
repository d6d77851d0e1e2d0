using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tests.Configuration;

public sealed class ResponseHeaderRuleTests
{
    [Test]
    public void Rules_are_parted_by_commas_outside_of_quotes() =>
        Assert.That(
            ResponseHeaderRule.Parse("add Cache-Control:no-cache, \"set X-Frame-Options:DENY, really\",setDate Expires: 31540000000"),
            Is.EqualTo(new[]
            {
                new ResponseHeaderRule("add", "Cache-Control", "no-cache"),
                new ResponseHeaderRule("set", "X-Frame-Options", "DENY, really"),
                new ResponseHeaderRule("setDate", "Expires", "31540000000"),
            }));

    [TestCase("x", "Invalid format of header config 'x'. Expected: '[action] [header name]:[header value]'")]
    [TestCase("nope x:y", "Invalid header config action: 'nope'. Expected one of [set, add, setDate, addDate]")]
    [TestCase("add x", "Invalid format of header name and header value pair 'x'. Expected: '[header name]:[header value]'")]
    [TestCase("add a b:c", "Invalid header name 'a b'. The '[header name]' cannot contain whitespace")]
    public void Rule_that_is_not_of_the_form_is_an_error(string text, string message) =>
        Assert.That(() => ResponseHeaderRule.Parse(text), Throws.TypeOf<ConfigException>().With.Message.EqualTo(message));

    [TestCase(null)]
    [TestCase("  ")]
    public void Blank_text_has_no_rules(string? text) => Assert.That(ResponseHeaderRule.Parse(text), Is.Empty);
}
