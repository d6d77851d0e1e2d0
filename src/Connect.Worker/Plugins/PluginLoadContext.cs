using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace Connect.WorkerProgram.Plugins;

/// <summary>Loads one plugin with its dependencies, isolated from the worker and the other plugins. Assemblies whose types cross the boundary are
/// shared with the worker.</summary>
[RequiresUnreferencedCode(PluginLoading.Reason)]
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;

    /// <summary>Creates a context.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="assembly">The plugin's main assembly, next to its <c>.deps.json</c>.</param>
    public PluginLoadContext(string folder, string assembly)
        : base($"plugin {folder}")
    {
        _folder = folder;
        _resolver = new AssemblyDependencyResolver(assembly);
    }

    /// <inheritdoc/>
    /// <exception cref="ConfigException">A shared assembly is older than the plugin needs.</exception>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (SharedAssemblies.Find(assemblyName.Name!) is { } shared)
        {
            SharedAssemblies.EnsureNewEnough(_folder, assemblyName, shared);
            return shared;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
