using Connect.Configuration;

namespace Connect.Abstractions.Tests.Configuration;

public sealed class ParsedConfigTests
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("text", ConfigType.String, null, ConfigImportance.Low, "")
        .Define("number", ConfigType.Int, 5, ConfigImportance.Low, "")
        .Define("nothing", ConfigType.Long, null, ConfigImportance.Low, "")
        .Define("list", ConfigType.List, "a,b", ConfigImportance.Low, "")
        .Define("secret", ConfigType.Password, "s3cret", ConfigImportance.Low, "");

    [Test]
    public void Getters_give_values_of_their_type()
    {
        var config = Parse();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.GetInt32("number"), Is.EqualTo(5));
            Assert.That(config.GetList("list"), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(config.GetString("text"), Is.Null);
            Assert.That(config.GetNullable<long>("nothing"), Is.Null);
            Assert.That(config.GetPassword("secret")!.Value, Is.EqualTo("s3cret"));
        }
    }

    [Test]
    public void Getter_of_another_type_is_a_mistake_of_the_caller() =>
        Assert.That(() => Parse().GetString("number"), Throws.InvalidOperationException);

    [Test]
    public void Missing_number_is_not_zero() =>
        Assert.That(() => Parse().GetInt64("nothing"), Throws.TypeOf<ConfigException>());

    [Test]
    public void Unknown_key_is_an_error() =>
        Assert.That(() => Parse().GetString("nope"), Throws.TypeOf<ConfigException>().With.Message.EqualTo("Unknown configuration 'nope'"));

    [Test]
    public void Keys_that_nobody_read_are_known()
    {
        var config = Parse(("number", "1"), ("unknown", "x"));
        _ = config.GetInt32("number");
        Assert.That(config.UnusedKeys, Is.EqualTo(new[] { "unknown" }));
    }

    [Test]
    public void Password_is_not_printed()
    {
        var config = Parse(("secret", "hush"));
        Assert.That(
            $"{config} {config.Values["secret"]} {new ConfigException("secret", config.GetPassword("secret"), "no")}", Does.Not.Contain("hush"));
    }

    private static ParsedConfig Parse(params (string Key, string? Value)[] properties) =>
        Definition.Parse(properties.ToDictionary(property => property.Key, property => property.Value));
}
