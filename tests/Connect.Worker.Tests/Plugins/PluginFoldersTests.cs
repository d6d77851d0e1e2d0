using System.Runtime.Loader;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Plugins;
using Connect.Tests;
using Connect.Transforms;
using Connect.WorkerProgram.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.WorkerProgram.Tests.Plugins;

public sealed class PluginFoldersTests
{
    private DirectoryInfo _path = null!;

    [SetUp]
    public void CreatePath() => _path = Directory.CreateTempSubdirectory("connect-plugins-");

    [TearDown]
    public void DeletePath() => _path.Delete(recursive: true);

    [Test]
    public void A_plugin_uses_the_version_of_a_library_that_it_brings_and_not_the_worker_s()
    {
        Copy("Greeter.V2", "greeter");
        Assert.That(Greeting.Words.Text, Is.EqualTo("hello from 1"), "this process has version 1 itself");
        Assert.That(Greet(Load(), null), Is.EqualTo("hello from 2"));
    }

    [Test]
    public void Several_versions_of_a_plugin_stand_side_by_side_and_the_newest_is_meant()
    {
        Copy("Greeter.V2", "a-newer");
        Copy("Greeter.V1", "b-older");
        var registry = Load();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Greet(registry, null), Is.EqualTo("hello from 2"));
            Assert.That(Greet(registry, "1.0.0"), Is.EqualTo("hello from 1"));
            Assert.That(Greet(registry, "[1.0,2.0)"), Is.EqualTo("hello from 1"));
            Assert.That(() => Greet(registry, "3.0.0"), Throws.TypeOf<ConfigException>().With.Message.Contains("available versions: [1.0.0, 2.0.0]"));
            Assert.That(registry.CreateConnector("GreetingSource", "1.0.0").Version, Is.EqualTo("1.0.0"));
            Assert.That(registry.GetUnstartedConnector("Greeter.GreetingSource").Version, Is.EqualTo("2.0.0"));
            Assert.That(registry.GetUnstartedConnector("Greeter.GreetingSource", "1.0.0").Config["words"]!.DefaultValue, Is.EqualTo("hello from 1"));
        }
    }

    [Test]
    public void A_plugin_shares_the_contracts_and_has_a_load_context_of_its_own()
    {
        Copy("Greeter.V1", "greeter");
        var plugin = WorkerProgram.Plugins.PluginFolders.Load(Properties(_path.FullName)).Plugins.First(plugin => plugin.Kind == PluginKind.Source);
        Assert.That(typeof(ISourceConnector).IsAssignableFrom(plugin.ImplementationType), Is.True);
        Assert.That(AssemblyLoadContext.GetLoadContext(plugin.ImplementationType.Assembly), Is.Not.SameAs(AssemblyLoadContext.Default));
    }

    [Test]
    [NonParallelizable]
    public void Native_code_refuses_a_plugin_path_and_starts_without_one()
    {
        AppContext.SetSwitch(PluginLoading.Switch, false);
        try
        {
            Assert.That(WorkerProgram.Plugins.PluginFolders.Load(Properties("")).Plugins, Is.Empty);
            Assert.That(
                () => WorkerProgram.Plugins.PluginFolders.Load(Properties(_path.FullName)),
                Throws.TypeOf<ConfigException>().With.Message.Contains("plugin.path").And.Message.Contains("native code, which cannot load plugins"));
        }
        finally
        {
            AppContext.SetSwitch(PluginLoading.Switch, true);
        }
    }

    [Test]
    public void A_folder_that_cannot_be_loaded_is_one_sentence_and_disturbs_nobody()
    {
        Copy("Greeter.V1", "greeter");
        var broken = _path.CreateSubdirectory("broken");
        File.WriteAllText(Path.Combine(broken.FullName, "Broken.deps.json"), "{}");
        File.WriteAllText(Path.Combine(broken.FullName, "Broken.dll"), "no assembly");
        var jars = _path.CreateSubdirectory("jars");
        File.WriteAllText(Path.Combine(jars.FullName, "a.jar"), "");
        File.WriteAllText(Path.Combine(jars.FullName, "b.jar"), "");
        var unpublished = _path.CreateSubdirectory("unpublished");
        File.WriteAllText(Path.Combine(unpublished.FullName, "x.dll"), "");
        _path.CreateSubdirectory("empty");
        var folders = WorkerProgram.Plugins.PluginFolders.Load(Properties($"{_path.FullName}, /no/such/folder # comment"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                folders.Plugins.Select(plugin => plugin.ClassName), Is.EquivalentTo(new[] { "Greeter.GreetTransform", "Greeter.GreetingSource" }));
            Assert.That(folders.Warnings, Has.Exactly(4).Items);
            Assert.That(
                folders.Warnings,
                Has.Exactly(1).Contains(broken.FullName).And.Exactly(1).Contains("2 jar files").And.Exactly(1)
                    .Contains("dotnet publish").And.Exactly(1).Contains("'#' is part of the value"));
        }
    }

    [Test]
    public void A_plugin_that_needs_a_higher_version_of_a_shared_assembly_is_refused_with_both_versions()
    {
        var shared = typeof(ISourceConnector).Assembly;
        var needed = new System.Reflection.AssemblyName(shared.GetName().Name!) { Version = new Version(99, 0, 0, 0) };
        Assert.That(
            () => WorkerProgram.Plugins.SharedAssemblies.EnsureNewEnough("/plugins/new", needed, shared),
            Throws.TypeOf<ConfigException>().With.Message.Contains("99.0.0.0").And.Message.Contains(
                shared.GetName().Version!.ToString()).And.Message.Contains("/plugins/new"));
    }

    [TestCase("Connect.Abstractions", true)]
    [TestCase("Microsoft.Extensions.Logging.Abstractions", true)]
    [TestCase("Microsoft.Extensions.No.Such", false)]
    [TestCase("Greeting", false)]
    [TestCase("Connect.Of.Somebody.Else", false)]
    public void Shared_is_what_crosses_the_boundary(string assembly, bool isShared) =>
        Assert.That(WorkerProgram.Plugins.SharedAssemblies.Find(assembly) is not null, Is.EqualTo(isShared));

    private static Dictionary<string, string?> Properties(string path) => new() { ["plugin.path"] = path };

    private static string? Greet(PluginRegistry registry, string? version)
    {
        var transform =
            registry.Create<ITransform<ConnectRecord>>(PluginKind.Transformation, "GreetTransform", new Dictionary<string, string?>(), version);
        return (string?)transform.Apply(new SourceRecord(new SourcePartition("p", 1L), new SourceOffset("o", 1L), "t", null, "x"))!.Value;
    }

    /// <summary>What <c>dotnet publish</c> makes of a project, and a build of one that is meant to be loaded.</summary>
    private void Copy(string project, string folder)
    {
        var target = _path.CreateSubdirectory(folder);
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepoPaths.Root, "artifacts", "bin", project, configuration)))
            File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
    }

    private PluginRegistry Load()
    {
        var folders = WorkerProgram.Plugins.PluginFolders.Load(Properties(_path.FullName));
        Assert.That(folders.Warnings, Is.Empty);
        return new PluginRegistry(folders.Plugins, new ServiceCollection().BuildServiceProvider());
    }
}
