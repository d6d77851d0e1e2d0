using Connect.Runtime.Hosting;

namespace Connect.Runtime.Tests.Hosting;

public class ListenerTests
{
    [Test]
    public void Without_listeners_the_API_is_where_Kafka_Connect_has_it() =>
        Assert.That(Listener.ParseList(null), Is.EqualTo(new[] { new Listener("http", "", 8083) }));

    [Test]
    public void Listeners_are_addresses_separated_by_commas() =>
        Assert.That(
            Listener.ParseList("http://:8083, HTTPS://example.org:8443,http://[::1]:0"),
            Is.EqualTo(new[] { new Listener("http", "", 8083), new Listener("https", "example.org", 8443), new Listener("http", "::1", 0) }));

    [TestCase("8083")]
    [TestCase("ftp://host:21")]
    [TestCase("http://host")]
    [TestCase("http://host:99999")]
    [TestCase("http://host:80,")]
    public void What_is_no_address_is_refused_with_its_key(string text) =>
        Assert.That(() => Listener.ParseList(text), Throws.InstanceOf<ConfigException>().With.Message.Contains("listeners"));

    [Test]
    public void The_advertised_address_is_the_configured_one_before_the_listeners()
    {
        var listeners = Listener.ParseList("https://a:8443,http://b:8083");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Advertised([]), Is.EqualTo("b:8083"));
            Assert.That(Advertised(new() { ["rest.advertised.listener"] = "https" }), Is.EqualTo("a:8443"));
            Assert.That(Advertised(new() { ["rest.advertised.host.name"] = "c", ["rest.advertised.port"] = "1" }), Is.EqualTo("c:1"));
        }

        string Advertised(Dictionary<string, string?> properties) => Listener.AdvertisedAddress(listeners, properties);
    }
}
