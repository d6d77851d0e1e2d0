using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Connect.Connectors;

namespace Connect.WorkerProgram.Plugins;

/// <summary>The assemblies that the worker and its plugins share, because they exchange objects of these types.</summary>
/// <remarks>These are the worker's own assemblies (<c>Connect.*</c>), those that the public API of <c>Connect.Abstractions</c> uses,
/// <c>Microsoft.Extensions.*</c>, and Avro (<c>ISpecificRecord</c> must be one type).</remarks>
[RequiresUnreferencedCode(PluginLoading.Reason)]
internal static class SharedAssemblies
{
    private static readonly string[] Own =
    [
        "Connect.Abstractions", "Connect.Converters", "Connect.Converters.Avro", "Connect.Transforms", "Connect.File", "Connect.Runtime",
        "Connect.AspNetCore",
    ];

    private static readonly HashSet<string> OfContracts =
        typeof(IConnector).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Append("Avro")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ConcurrentDictionary<string, Assembly?> Found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the worker's assembly for a shared name; null if the name is not shared, or the worker has no such assembly.</summary>
    public static Assembly? Find(string name) => IsShared(name) ? Found.GetOrAdd(name, Load) : null;

    /// <summary>Throws if a plugin needs a newer version of a shared assembly than the worker has.</summary>
    /// <exception cref="ConfigException">The plugin needs a newer version.</exception>
    public static void EnsureNewEnough(string folder, AssemblyName needed, Assembly shared)
    {
        var here = shared.GetName().Version;
        if (needed.Version is { } version && here is not null && version > here)
        {
            throw new ConfigException(
                $"The plugin folder '{folder}' needs {needed.Name} {version}, but this worker has {here}. Plugins share this assembly with the "
                    + $"worker: build the plugin for {here} or older, or use a newer worker.");
        }
    }

    private static bool IsShared(string name) =>
        Own.Contains(name, StringComparer.OrdinalIgnoreCase) || OfContracts.Contains(name)
            || name.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase);

    private static Assembly? Load(string name)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // The worker does not have it: use the plugin's own.
            return null;
        }
    }
}
