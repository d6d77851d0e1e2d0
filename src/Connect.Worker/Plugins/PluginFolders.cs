using System.Diagnostics.CodeAnalysis;
using Connect.Plugins;
using Connect.Runtime.Configuration;

namespace Connect.WorkerProgram.Plugins;

/// <summary>Loads the plugins of the folders that <c>plugin.path</c> names.</summary>
/// <remarks>
/// <para>Each folder in a directory of the path is a plugin: the output of <c>dotnet publish</c> of a class library. A directory of the path that is
/// itself such a folder is also a plugin. A folder that cannot be loaded is skipped with one log line.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.runtime.isolation.Plugins</c>.</para>
/// </remarks>
internal sealed class PluginFolders
{
    private readonly List<PluginDescriptor> _plugins = [];
    private readonly List<string> _warnings = [];

    private PluginFolders()
    {
    }

    /// <summary>The plugins that were found.</summary>
    public IReadOnlyList<PluginDescriptor> Plugins => _plugins;

    /// <summary>The problems of folders, one or two sentences each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Loads everything.</summary>
    /// <param name="properties">The worker's properties; variables in the path are not resolved.</param>
    /// <exception cref="ConfigException">An item of the path is empty, or there is a path and the program is native code.</exception>
    public static PluginFolders Load(IReadOnlyDictionary<string, string?> properties)
    {
        var folders = new PluginFolders();
        if (properties.GetValueOrDefault(WorkerKeys.PluginPath) is not { Length: > 0 } path)
            return folders;
        if (!PluginLoading.IsSupported)
            throw new ConfigException(
                WorkerKeys.PluginPath, path,
                "this worker is native code, which cannot load plugins. Remove the key, or use the worker that runs on the .NET runtime.");
        foreach (var item in path.Split(',', StringSplitOptions.TrimEntries))
            folders.LoadItem(item);
        return folders;
    }

    [RequiresUnreferencedCode(PluginLoading.Reason)]
    private void LoadItem(string item)
    {
        if (item.Length == 0)
            throw new ConfigException(WorkerKeys.PluginPath, "", "it has an empty item: separate paths with single commas.");
        if (!Directory.Exists(item))
        {
            var comment = item.Contains(" #", StringComparison.Ordinal)
                ? " Properties files have no comments at the end of a line: '#' is part of the value." : "";
            _warnings.Add($"plugin.path contains '{item}', which is not a folder.{comment}");
            return;
        }

        try
        {
            if (PluginFolder.IsPlugin(item))
                LoadFolder(item);
            foreach (var folder in Directory.EnumerateDirectories(item).Order(StringComparer.Ordinal))
                LoadFolder(folder);
            WarnOfJars(item, item);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _warnings.Add($"The folder '{item}' in plugin.path cannot be read: {exception.Message}");
        }
    }

    [RequiresUnreferencedCode(PluginLoading.Reason)]
    private void LoadFolder(string folder)
    {
        try
        {
            if (PluginFolder.IsPlugin(folder))
                _plugins.AddRange(PluginFolder.Load(folder));
            else if (!WarnOfJars(folder, folder) && Directory.EnumerateFiles(folder, "*.dll").Any())
                _warnings.Add(
                    $"The plugin folder '{folder}' has no .deps.json file and is skipped. Create it with 'dotnet publish' of the plugin's project.");
        }
        catch (ConfigException exception)
        {
            _warnings.Add(exception.Message + " The folder is skipped.");
        }
        catch (Exception exception)
        {
            // Whatever the plugin's code throws, the worker and the other plugins continue.
            _warnings.Add($"The plugin folder '{folder}' cannot be loaded and is skipped: {exception.GetBaseException().Message}");
        }
    }

    private bool WarnOfJars(string folder, string name)
    {
        var jars = Directory.EnumerateFiles(folder, "*.jar").Count();
        if (jars > 0)
            _warnings.Add($"The folder '{name}' contains {jars} jar files. Java plugins cannot run here and are skipped.");
        return jars > 0;
    }
}
