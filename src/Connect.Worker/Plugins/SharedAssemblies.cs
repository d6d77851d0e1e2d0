using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Connect.Connectors;

namespace Connect.WorkerProgram.Plugins;

/// <summary>The assemblies whose types the worker and its plugins hand to each other, so that both must mean the same ones.</summary>
/// <remarks>They are the worker's own assemblies (<c>Connect.*</c>), what the public types of <c>Connect.Abstractions</c> are made of, <c>Microsoft.Extensions.*</c>, and Avro's
/// (<c>ISpecificRecord</c> has to be one type).</remarks>
internal static class SharedAssemblies
{
    private static readonly string[] Own =
    [
        "Connect.Abstractions", "Connect.Converters", "Connect.Converters.Avro", "Connect.Transforms", "Connect.File", "Connect.Runtime", "Connect.AspNetCore",
    ];

    private static readonly HashSet<string> OfContracts =
        typeof(IConnector).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Append("Avro").ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ConcurrentDictionary<string, Assembly?> Found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The worker's assembly of a name that is shared; null when the name is not shared, or the worker has no such assembly.</summary>
    public static Assembly? Find(string name) => IsShared(name) ? Found.GetOrAdd(name, Load) : null;

    /// <summary>Fails when a plugin needs a higher version of a shared assembly than the worker has.</summary>
    /// <exception cref="ConfigException">It does.</exception>
    public static void EnsureNewEnough(string folder, AssemblyName needed, Assembly shared)
    {
        var here = shared.GetName().Version;
        if (needed.Version is { } version && here is not null && version > here)
        {
            throw new ConfigException(
                $"The plugin folder '{folder}' needs {needed.Name} {version}, and this worker has {here}. Plugins share this assembly with the worker: build the plugin for {here} or older, or use a newer worker.");
        }
    }

    private static bool IsShared(string name) =>
        Own.Contains(name, StringComparer.OrdinalIgnoreCase) || OfContracts.Contains(name) || name.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase);

    private static Assembly? Load(string name)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // The worker has none: the plugin's own is used.
            return null;
        }
    }
}
