using Connect.Runtime.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Configuration;

public sealed class ConfigProviderTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("providers").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task File_outside_of_the_allowed_paths_is_not_read()
    {
        var inside = Directory.CreateDirectory(Path.Combine(_folder, "in")).FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret.properties"), "a=1");
        await File.WriteAllTextAsync(Path.Combine(inside, "ok.properties"), "a=2");
        var provider = new FileConfigProvider(new Dictionary<string, string?> { ["allowed.paths"] = inside }, NullLogger.Instance);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await provider.GetAsync(Path.Combine(inside, "..", "secret.properties"), null)).Data, Is.Empty);
            Assert.That((await provider.GetAsync(inside + "x/secret.properties", null)).Data, Is.Empty);
            Assert.That((await provider.GetAsync(Path.Combine(inside, "ok.properties"), null)).Data["a"], Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task Secret_that_is_not_text_is_an_error_instead_of_another_secret()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "key"), [0x61, 0xff]);
        var provider = new DirectoryConfigProvider(new Dictionary<string, string?>(), NullLogger.Instance);
        Assert.That(async () => await provider.GetAsync(_folder, null), Throws.TypeOf<ConfigException>().With.Message.EndsWith("for property key"));
    }

    [Test]
    public async Task Changed_file_is_read_anew()
    {
        var file = Path.Combine(_folder, "f.properties");
        var provider = new FileConfigProvider(new Dictionary<string, string?>(), NullLogger.Instance);
        await File.WriteAllTextAsync(file, "a=1");
        var before = (await provider.GetAsync(file, ["a"])).Data["a"];
        await File.WriteAllTextAsync(file, "a=2");
        Assert.That((before, (await provider.GetAsync(file, ["a"])).Data["a"]), Is.EqualTo(("1", "2")));
    }

    [Test]
    public async Task Application_provider_reads_sections_and_their_keys()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Orders"] = "db1",
            ["Deep:Er:Key"] = "v",
            ["Root"] = "r",
        }).Build();
        var provider = new ApplicationConfigProvider(configuration);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await provider.GetAsync("ConnectionStrings", ["Orders", "Nope"])).Data, Is.EquivalentTo(new Dictionary<string, string> { ["Orders"] = "db1" }));
            Assert.That((await provider.GetAsync("Deep/Er", ["Key"])).Data["Key"], Is.EqualTo("v"));
            Assert.That((await provider.GetAsync("", ["Root"])).Data["Root"], Is.EqualTo("r"));
        }
    }
}
