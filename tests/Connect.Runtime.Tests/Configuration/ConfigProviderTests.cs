using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
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

    [TestCase("${app:Top}", "to itself")]
    [TestCase("x-${app:Other}", "References are not followed twice")]
    [TestCase("${app:Section:Other}", "References are not followed twice")]
    public void Value_of_the_application_that_is_a_reference_again_is_refused(string value, string reason)
    {
        var provider = new ApplicationConfigProvider(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Top"] = value, ["Other"] = "v" }).Build());

        Assert.That(
            async () => await provider.GetAsync("", ["Top"]),
            Throws.TypeOf<ConfigException>().With.Message.Contains("'Top'").And.Message.Contains(value).And.Message.Contains(reason));
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
            Assert.That(
                (await provider.GetAsync("ConnectionStrings", ["Orders", "Nope"])).Data,
                Is.EquivalentTo(new Dictionary<string, string> { ["Orders"] = "db1" }));
            Assert.That((await provider.GetAsync("Deep/Er", ["Key"])).Data["Key"], Is.EqualTo("v"));
            Assert.That((await provider.GetAsync("", ["Root"])).Data["Root"], Is.EqualTo("r"));
        }
    }

    [Test]
    public async Task A_path_goes_only_through_folders_that_exist()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "f.properties"), "a=1");
        Directory.CreateDirectory(Path.Combine(_folder, "there"));
        var files = new FileConfigProvider(new Dictionary<string, string?>(), NullLogger.Instance);
        var folders = new DirectoryConfigProvider(new Dictionary<string, string?>(), NullLogger.Instance);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await files.GetAsync($"{_folder}/there/../f.properties", null)).Data["a"], Is.EqualTo("1"));
            Assert.That(
                async () => await files.GetAsync($"{_folder}/not/../f.properties", null),
                Throws.TypeOf<ConfigException>().With.Message.EqualTo($"Could not read properties from file {_folder}/not/../f.properties"));
            Assert.That((await folders.GetAsync($"{_folder}/there/..", null)).Data, Contains.Key("f.properties"));
            Assert.That((await folders.GetAsync($"{_folder}/not/..", null)).Data, Is.Empty);
        }
    }

    [Test]
    public async Task A_separator_behind_the_name_of_a_file_is_not_looked_at()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "f.properties"), "a=1");
        var provider = new FileConfigProvider(new Dictionary<string, string?> { ["allowed.paths"] = _folder }, NullLogger.Instance);
        Assert.That((await provider.GetAsync($"{_folder}/f.properties/", null)).Data["a"], Is.EqualTo("1"));
    }

    [Test]
    public void A_path_with_a_null_character_is_an_error()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                async () => await new FileConfigProvider(new Dictionary<string, string?>(), NullLogger.Instance).GetAsync("a\0b", null),
                Throws.ArgumentException);
            Assert.That(
                () => new DirectoryConfigProvider(new Dictionary<string, string?> { ["allowed.paths"] = "/\0" }, NullLogger.Instance),
                Throws.ArgumentException);
        }
    }
}
