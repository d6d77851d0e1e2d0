using Connect.WorkerProgram.Server;
using Microsoft.Extensions.Configuration;

namespace Connect.WorkerProgram.Tests;

public class WorkerFileTests
{
    private const string Servers = "bootstrap.servers=localhost:9092\n";

    private readonly string _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [TestCase(false, Servers + "key.convertor=J\nvalue.converter=J", "misses 'key.converter': is 'key.convertor' in it a typo? config/connect-standalone")]
    [TestCase(false, Servers + "key.converter=J", "misses 'value.converter': config/connect-standalone.properties is an example")]
    [TestCase(
        true,
        Servers + "key.converter=J\nvalue.converter=J\ngroup.id=g\nconfig.storage.topic=c\nstatus.storage.topic=s\noffsets.storage.topic=o",
        "misses 'offset.storage.topic': is 'offsets.storage.topic' in it a typo? config/connect-distributed")]
    public void A_missing_key_is_named_with_the_typo_that_may_be_the_reason(bool isDistributed, string text, string words)
    {
        File.WriteAllText(_path, text);
        Assert.That(() => WorkerCommand.ReadWorker(_path, isDistributed), Throws.InstanceOf<ConfigException>().With.Message.Contains(words));
    }

    [Test]
    public async Task Working_folder_is_not_watched()
    {
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = "embedded",
            ["key.converter"] = "StringConverter",
            ["value.converter"] = "StringConverter",
        };

        await using var app = WorkerCommand.Build(properties, [], RestServerConfig.Parse(properties));

        var files = ((IConfigurationRoot)app.Configuration).Providers.OfType<FileConfigurationProvider>().ToArray();
        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Where(file => file.Source.ReloadOnChange), Is.Empty);
    }
}
