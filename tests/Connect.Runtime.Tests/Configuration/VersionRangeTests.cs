using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins.Versions;

namespace Connect.Runtime.Tests.Configuration;

public sealed class VersionRangeTests
{
    [TestCase("1.0", "1.0", true)]
    [TestCase("1.0", "1", true)]
    [TestCase("1.0", "1.0.1", false)]
    [TestCase("[1.0,2.0)", "1.9.9", true)]
    [TestCase("[1.0,2.0)", "2.0", false)]
    [TestCase("(1.0,)", "1.0", false)]
    [TestCase("[1,2],[4,)", "3", false)]
    [TestCase("[1,2],[4,)", "5-beta", true)]
    [TestCase("1,2", "1.5", true)]
    public void Version_lies_within_or_not(string range, string version, bool expected) =>
        Assert.That(VersionRange.ParseRequirement(range)!.Contains(new PluginVersion(version)), Is.EqualTo(expected));

    [TestCase("[1.0", "Unbounded range: [1.0")]
    [TestCase("(1.0)", "Single version must be surrounded by []: (1.0)")]
    [TestCase("[2,1]", "Range defies version ordering: [2,1]")]
    [TestCase("[1,3],[2,4]", "Ranges overlap: [1,3],[2,4]")]
    [TestCase("[1,2]x", "Only fully-qualified sets allowed in multiple set scenario: [1,2]x")]
    public void Text_that_is_no_range_is_an_error(string text, string message) =>
        Assert.That(() => VersionRange.ParseRequirement(text), Throws.TypeOf<ConfigException>().With.Message.EqualTo(message));

    [TestCase(null)]
    [TestCase("latest")]
    public void Latest_asks_for_no_version_in_particular(string? text) => Assert.That(VersionRange.ParseRequirement(text), Is.Null);

    [Test]
    public void Versions_are_ordered_as_Maven_orders_them()
    {
        string[] ascending =
        [
            "1-alpha2snapshot", "1-alpha2", "1-alpha-123", "1-beta-2", "1-beta123", "1-m2", "1-m11", "1-rc", "1-cr2", "1-rc123", "1-SNAPSHOT", "1",
            "1-sp", "1-sp2", "1-sp123",
            "1-abc", "1-def", "1-pom-1", "1-1-snapshot", "1-1", "1-2", "1-123", "1.1", "1.2", "1.10", "2", "10.0.1", "99999999999999999999",
        ];
        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
                Assert.That(
                    Math.Sign(new PluginVersion(ascending[i]).CompareTo(new PluginVersion(ascending[j]))), Is.EqualTo(Math.Sign(i.CompareTo(j))),
                    $"{ascending[i]} to {ascending[j]}");
        }
    }

    [TestCase("1", "1.0")]
    [TestCase("1", "1-ga")]
    [TestCase("1.final", "1.0.0")]
    [TestCase("1a1", "1-alpha-1")]
    [TestCase("1.0.0x", "1x")]
    [TestCase("1-0", "1")]
    public void Versions_that_say_the_same_are_the_same(string left, string right) =>
        Assert.That(new PluginVersion(left).CompareTo(new PluginVersion(right)), Is.Zero);

    [TestCase("4.3.1")]
    [TestCase("[4.0,5.0)")]
    [TestCase("0.1.0")]
    public void Plugin_with_the_name_of_one_of_Kafka_Connect_meets_its_version_and_its_own(string requirement) =>
        Assert.That(() => VersionRequirement.Select([Plugin("org.apache.kafka.connect.transforms.Filter")], requirement), Throws.Nothing);

    [Test]
    public void Plugin_of_another_name_has_its_own_version_only() =>
        Assert.That(() => VersionRequirement.Select([Plugin("Shop.Filter")], "4.3.1"), Throws.TypeOf<ConfigException>().With.Message.EqualTo(
            "Plugin Shop.Filter not found that matches the version range [4.3.1,4.3.1], available versions: [0.1.0]"));

    [TestCase(null, "2.0")]
    [TestCase("latest", "2.0")]
    [TestCase("1.0", "1.0")]
    [TestCase("[1.0,2.0)", "1.5")]
    public void The_newest_version_that_is_asked_for_is_chosen(string? requirement, string version) =>
        Assert.That(
            VersionRequirement.Select(
                [.. new[] { "1.0", "1.5", "2.0" }.Select(here => Plugin("Shop.Filter") with { Version = here })], requirement).Version,
                    Is.EqualTo(version));

    private static PluginDescriptor<object> Plugin(string className) =>
        new(PluginKind.Transformation, className, typeof(object), "0.1.0", new ConfigDef(), (_, _) => new object());
}
