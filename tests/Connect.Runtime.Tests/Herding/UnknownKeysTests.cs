using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;

namespace Connect.Runtime.Tests.Herding;

public class UnknownKeysTests
{
    private static readonly ConfigInfos Validation = new(
        "c", 0, [], [.. new[] { "name", "connector.class", "tasks.max", "topics", "file", "transforms", "transforms.x.type",
            "transforms.x.field" }.Select(Known)]);

    [TestCase("task.max", " Did you mean 'tasks.max'?")]
    [TestCase("topic", " Did you mean 'topics'?")]
    [TestCase("transforms.y.field", " Did you mean 'transforms.x.field'?")]
    [TestCase("something.else.altogether", "")]
    public void A_slip_is_found_with_what_was_meant(string key, string remedy) =>
        Assert.That(Find(key), Is.EqualTo(new[] { (key, remedy) }));

    [TestCase("file")]
    [TestCase("value.converter.schemas.enable")]
    [TestCase("producer.override.linger.ms")]
    [TestCase("topic.creation.default.partitions")]
    public void What_is_described_or_read_by_others_is_left_alone(string key) =>
        Assert.That(Find(key), Is.Empty);

    private static IEnumerable<(string Key, string Remedy)> Find(string key) =>
        UnknownKeys.Find(new Dictionary<string, string?> { ["name"] = "c", [key] = "v" }, Validation);

    private static ConfigInfo Known(string name) =>
        new(new ConfigKeyInfo(name, "STRING", false, null, "HIGH", "", null, 0, "NONE", name, []), new ConfigValueInfo(name, null, [], [], true));
}
