using Connect.Configuration;

namespace Connect.Abstractions.Tests.Configuration;

public sealed class ConfigDefTests
{
    private static ConfigDef Definition() => new ConfigDef()
        .Define("file", ConfigType.String, ConfigImportance.High, "The file.", ConfigValidators.NonEmptyString)
        .Define("batch.size", ConfigType.Int, 2000, ConfigImportance.Low, "How many.", ConfigValidators.AtLeast(1));

    [Test]
    public void Key_without_default_is_required_and_one_with_a_null_default_is_not()
    {
        var definition = Definition().Define("topic", ConfigType.String, null, ConfigImportance.Medium, "The topic.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(definition["file"]!.HasDefault, Is.False);
            Assert.That(definition["topic"]!.HasDefault, Is.True);
            Assert.That(definition["nope"], Is.Null);
        }
    }

    [Test]
    public void Keys_keep_the_order_in_which_they_were_defined() =>
        Assert.That(Definition().Keys.Select(key => key.Name), Is.EqualTo(new[] { "file", "batch.size" }));

    [Test]
    public void Key_cannot_be_defined_twice() =>
        Assert.That(
            () => Definition().Define("file", ConfigType.Int, 1, ConfigImportance.Low, ""),
            Throws.TypeOf<ConfigException>().With.Message.EqualTo("Configuration file is defined twice."));

    [Test]
    public void Default_is_parsed_into_the_type_of_its_key() =>
        Assert.That(new ConfigDef().Define("n", ConfigType.Long, " 5 ", ConfigImportance.Low, "")["n"]!.DefaultValue, Is.EqualTo(5L));

    [Test]
    public void Copy_does_not_change_with_what_is_defined_later()
    {
        var original = Definition();
        var copy = new ConfigDef(original);
        original.Define("later", ConfigType.Int, 1, ConfigImportance.Low, "", group: "Late");
        Assert.That((copy.Keys.Count, copy.Groups.Count), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Validation_reports_every_key_at_once()
    {
        var result = Definition().Validate(new Dictionary<string, string?> { ["batch.size"] = "x" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsValid, Is.False);
            Assert.That(result.ErrorCount, Is.EqualTo(3));
            Assert.That(result["file"].Errors, Is.EqualTo(new[] { "Missing required configuration \"file\" which has no default value." }));
        }
    }

    [Test]
    public void Validation_of_keys_that_depend_on_each_other_in_a_circle_ends()
    {
        var definition = new ConfigDef()
            .Define("a", ConfigType.Int, 1, ConfigImportance.Low, "", dependents: ["b"])
            .Define("b", ConfigType.Int, 2, ConfigImportance.Low, "", dependents: ["c"])
            .Define("c", ConfigType.Int, 3, ConfigImportance.Low, "", dependents: ["b"]);
        Assert.That(definition.Validate(new Dictionary<string, string?>()).Select(value => value.Value), Is.EqualTo(new object[] { 1, 2, 3 }));
    }

    [Test]
    public void Class_name_that_the_resolver_does_not_know_is_an_error()
    {
        var definition = new ConfigDef().Define("type", ConfigType.Class, ConfigImportance.High, "");
        var config = new Dictionary<string, string?> { ["type"] = " Alias " };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(definition.Parse(config, new Resolver()).GetClass("type"), Is.EqualTo(new ClassReference("full.Name")));
            Assert.That(() => definition.Parse(new Dictionary<string, string?> { ["type"] = "Other" }, new Resolver()),
                Throws.TypeOf<ConfigException>().With.Message.EqualTo("Invalid value Other for configuration type: Class Other could not be found."));
        }
    }

    private sealed class Resolver : IClassNameResolver
    {
        public string? Resolve(string name) => name == "Alias" ? "full.Name" : null;
    }
}
