using Connect.Configuration;

namespace Connect.Transforms.Tests.Predicates;

public sealed class HasHeaderKeyTests
{
    [Test]
    public void A_name_that_is_null_is_an_error_on_its_key() => Assert.That(
        () => new HasHeaderKey(new Dictionary<string, string?> { ["name"] = null }),
        Throws.TypeOf<ConfigException>().With.Message.EqualTo("Invalid value null for configuration name: HasHeaderKey needs a name"));
}
