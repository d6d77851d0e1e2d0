using Connect.Plugins;
using Connect.Runtime.Configuration;

namespace Connect.WorkerProgram.Plugins;

/// <summary>Loads the plugins of the folders that <c>plugin.path</c> names.</summary>
/// <remarks>
/// <para>Each folder below an item of the path is a plugin: what <c>dotnet publish</c> makes of a class library. An item that is itself such a folder is a plugin too. A folder that cannot be loaded is
/// one line in the log and disturbs nobody.</para>
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

    /// <summary>What is wrong with folders, one sentence or two each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Loads everything.</summary>
    /// <param name="properties">The worker's properties; the path is read as it stands, without variables.</param>
    /// <exception cref="ConfigException">An item of the path is empty.</exception>
    public static PluginFolders Load(IReadOnlyDictionary<string, string?> properties)
    {
        var folders = new PluginFolders();
        if (properties.GetValueOrDefault(WorkerKeys.PluginPath) is not { Length: > 0 } path)
            return folders;
        foreach (var item in path.Split(',', StringSplitOptions.TrimEntries))
            folders.LoadItem(item);
        return folders;
    }

    private void LoadItem(string item)
    {
        if (item.Length == 0)
            throw new ConfigException(WorkerKeys.PluginPath, "", "it has an empty item: paths are separated by single commas.");
        if (!Directory.Exists(item))
        {
            var comment = item.Contains(" #", StringComparison.Ordinal) ? " A properties file has no comments at the end of a line: '#' is part of the value." : "";
            _warnings.Add($"plugin.path names '{item}', which is no folder.{comment}");
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
            _warnings.Add($"The folder '{item}' of plugin.path cannot be read: {exception.Message}");
        }
    }

    private void LoadFolder(string folder)
    {
        try
        {
            if (PluginFolder.IsPlugin(folder))
                _plugins.AddRange(PluginFolder.Load(folder));
            else if (!WarnOfJars(folder, folder) && Directory.EnumerateFiles(folder, "*.dll").Any())
                _warnings.Add($"The plugin folder '{folder}' has no .deps.json file and is left out: make it with 'dotnet publish' of the plugin's project.");
        }
        catch (ConfigException exception)
        {
            _warnings.Add(exception.Message + " The folder is left out.");
        }
        catch (Exception exception)
        {
            // Whatever its code throws while it is looked at: the worker and the other plugins go on.
            _warnings.Add($"The plugin folder '{folder}' cannot be loaded and is left out: {exception.GetBaseException().Message}");
        }
    }

    private bool WarnOfJars(string folder, string name)
    {
        var jars = Directory.EnumerateFiles(folder, "*.jar").Count();
        if (jars > 0)
            _warnings.Add($"The folder '{name}' has {jars} jar files: Java plugins cannot run here and are left out.");
        return jars > 0;
    }
}
