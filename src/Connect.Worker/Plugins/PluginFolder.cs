using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Converters;
using Connect.Plugins;
using Connect.Runtime.Plugins;
using Connect.Transforms;

namespace Connect.WorkerProgram.Plugins;

/// <summary>One plugin folder: the output of <c>dotnet publish</c> of a class library.</summary>
internal static class PluginFolder
{
    private const string Dependencies = ".deps.json";

    private static readonly Type[] Contracts =
    [
        typeof(ISourceConnector), typeof(ISinkConnector), typeof(IConverter), typeof(IHeaderConverter), typeof(IConfigProvider),
        typeof(ITransform<ConnectRecord>), typeof(ITransform<SourceRecord>), typeof(ITransform<SinkRecord>),
        typeof(IPredicate<ConnectRecord>), typeof(IPredicate<SourceRecord>), typeof(IPredicate<SinkRecord>),
    ];

    /// <summary>Whether a folder looks like a plugin folder.</summary>
    public static bool IsPlugin(string folder) => Assemblies(folder).Any();

    /// <summary>Loads the folder and describes the plugins in its main assembly.</summary>
    /// <exception cref="ConfigException">The folder needs a newer version of a shared assembly, or contains no plugin.</exception>
    [RequiresUnreferencedCode(PluginLoading.Reason)]
    public static IReadOnlyList<PluginDescriptor> Load(string folder)
    {
        folder = Path.GetFullPath(folder);
        EnsureSharedAreNewEnough(folder);
        var plugins = new List<PluginDescriptor>();
        foreach (var file in Assemblies(folder))
        {
            EnsureDependenciesAreReadable(folder, file[..^".dll".Length] + Dependencies);
            var assembly = new PluginLoadContext(folder, file).LoadFromAssemblyPath(file);
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (SharedAssemblies.Find(reference.Name!) is { } shared)
                    SharedAssemblies.EnsureNewEnough(folder, reference, shared);
            }

            foreach (var type in TypesOf(folder, assembly).Where(IsPluginType))
                plugins.AddRange(PluginDescriptors.Of(type));
        }

        return plugins.Count > 0
            ? plugins
            : throw new ConfigException(
                $"The plugin folder '{folder}' has no public connector, converter, transform, predicate or config provider.");
    }

    /// <summary>The assemblies with a <c>.deps.json</c> file.</summary>
    private static IEnumerable<string> Assemblies(string folder) =>
        Directory.EnumerateFiles(folder, "*" + Dependencies).Select(file => file[..^Dependencies.Length] + ".dll").Where(File.Exists)
            .Order(StringComparer.Ordinal);

    /// <summary>Checks the folder's copies of shared assemblies, which show the versions that the plugin was built with, before its code
    /// runs.</summary>
    [RequiresUnreferencedCode(PluginLoading.Reason)]
    private static void EnsureSharedAreNewEnough(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll"))
        {
            if (SharedAssemblies.Find(Path.GetFileNameWithoutExtension(file)) is { } shared)
                SharedAssemblies.EnsureNewEnough(folder, AssemblyName.GetAssemblyName(file), shared);
        }
    }

    /// <summary>Checks a .deps.json file first, because the runtime's reader ends the process if a part is missing.</summary>
    private static void EnsureDependenciesAreReadable(string folder, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = document.RootElement;
            var target = root.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
            var isWhole = root.GetProperty("targets").GetProperty(target).EnumerateObject()
                .All(library => library.Value.ValueKind == JsonValueKind.Object)
                && root.GetProperty("libraries").EnumerateObject()
                    .All(library => library.Value.GetProperty("type").GetString() is not null
                        && library.Value.GetProperty("sha512").GetString() is not null);
            if (isWhole)
                return;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            // Reported below.
        }

        throw new ConfigException($"The plugin folder '{folder}' has a corrupt file {Path.GetFileName(file)}. Publish the plugin's project again.");
    }

    [RequiresUnreferencedCode(PluginLoading.Reason)]
    private static Type[] TypesOf(string folder, Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception exception) when (exception is ReflectionTypeLoadException or FileNotFoundException or FileLoadException or TypeLoadException)
        {
            var reason = (exception as ReflectionTypeLoadException)?.LoaderExceptions.OfType<Exception>().FirstOrDefault() ?? exception;
            throw new ConfigException($"The plugin folder '{folder}' is incomplete: {reason.GetBaseException().Message}");
        }
    }

    private static bool IsPluginType(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
            && Array.Exists(Contracts, contract => contract.IsAssignableFrom(type));
}
