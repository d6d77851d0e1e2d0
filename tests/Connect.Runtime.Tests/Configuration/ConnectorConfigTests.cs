using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tests.Configuration;

public sealed class ConnectorConfigTests
{
    [Test]
    public void Two_are_equal_when_their_keys_and_values_are_in_whatever_order()
    {
        var one = new ConnectorConfig("c", new Dictionary<string, string?> { ["a"] = "1", ["b"] = null });
        var other = new ConnectorConfig("c", new Dictionary<string, string?> { ["b"] = null, ["name"] = "c", ["a"] = "1" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one, Is.EqualTo(other));
            Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
            Assert.That(one, Is.Not.EqualTo(new ConnectorConfig("c", new Dictionary<string, string?> { ["a"] = "1" })));
            Assert.That(one, Is.Not.EqualTo(new ConnectorConfig("c", new Dictionary<string, string?> { ["a"] = "1", ["b"] = "" })));
        }
    }

    [Test]
    public void It_is_a_copy_and_prints_no_value()
    {
        var given = new Dictionary<string, string?> { ["password"] = "hush" };
        var config = new ConnectorConfig("c", given);
        given["password"] = "other";
        Assert.That(config["password"], Is.EqualTo("hush"));
        Assert.That(config.ToString(), Does.Not.Contain("hush"));
    }
}
