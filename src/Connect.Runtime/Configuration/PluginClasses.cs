using System.Diagnostics.CodeAnalysis;
using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Plugins;
using Connect.Runtime.Plugins.Versions;

namespace Connect.Runtime.Configuration;

/// <summary>What configurations have to know of plugins: which class a name means, of which kind it is, in which version it is here.</summary>
/// <remarks>
/// Knows three sorts of classes that are no plugins, because the errors for them are those of Kafka: the interfaces of plugins, the
/// class around <c>$Key</c> and <c>$Value</c> (<c>Cast</c>), and the best known ones of Java itself.
/// </remarks>
internal sealed class PluginClasses(PluginRegistry? registry) : IClassNameResolver
{
    /// <summary>No plugins: every class name is taken as it stands.</summary>
    public static readonly PluginClasses None = new(null);

    private const string Transformation = "org.apache.kafka.connect.transforms.Transformation";
    private const string Predicate = "org.apache.kafka.connect.transforms.predicates.Predicate";
    private const string Converter = "org.apache.kafka.connect.storage.Converter";
    private const string HeaderConverter = "org.apache.kafka.connect.storage.HeaderConverter";

    private static readonly string[] OtherClasses =
        [Transformation, Predicate, Converter, HeaderConverter, "java.lang.Object", "java.lang.String", "java.lang.Integer", "java.lang.Long"];

    /// <summary>The interface of a kind of plugins, by Java's name.</summary>
    public static string InterfaceOf(PluginKind kind) => kind switch
    {
        PluginKind.Transformation => Transformation,
        PluginKind.Predicate => Predicate,
        PluginKind.Converter => Converter,
        PluginKind.HeaderConverter => HeaderConverter,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <inheritdoc/>
    public string? Resolve(string name)
    {
        if (registry is null)
            return name;
        return registry.Resolve(name) ?? (OtherClasses.Contains(name, StringComparer.Ordinal) || Nested(name).Any() ? name : null);
    }

    /// <inheritdoc/>
    public string? Suggest(string name) => registry?.Suggest(name);

    /// <summary>The class names of a kind of plugins, sorted.</summary>
    public IReadOnlyList<object?> ClassesOf(PluginKind kind) =>
        registry is null
            ? [] : [.. registry.All.Where(plugin => plugin.Kind == kind).Select(plugin => plugin.ClassName).Distinct(StringComparer.Ordinal)
                .Select(name => new ClassReference(name))];

    /// <summary>Finds a plugin by any of its names.</summary>
    public bool TryFind(PluginKind kind, string? name, [MaybeNullWhen(false)] out PluginDescriptor plugin)
    {
        plugin = null;
        return name is not null && registry is not null && registry.TryFind(kind, name, out plugin);
    }

    /// <summary>Finds a connector by any of its names.</summary>
    public bool TryFindConnector(string? name, [MaybeNullWhen(false)] out PluginDescriptor plugin) =>
        TryFind(PluginKind.Source, name, out plugin) || TryFind(PluginKind.Sink, name, out plugin);

    /// <summary>The newest version of a plugin that a configuration asks for.</summary>
    /// <exception cref="ConfigException">It is not here, or the text is no version.</exception>
    public PluginDescriptor Select(PluginDescriptor plugin, string? requirement) =>
        registry is null ? VersionRequirement.Select([plugin], requirement) : registry.Select(plugin, requirement);

    /// <summary>The versions of a plugin that are here.</summary>
    public IReadOnlyList<object?> VersionsOf(PluginDescriptor plugin) => registry is null ? [] : registry.VersionsOf(plugin);

    /// <summary>Fails for a class that is not a plugin of a kind.</summary>
    /// <exception cref="ConfigException">It is another kind, or cannot be created.</exception>
    public void EnsureKind(PluginKind kind, string className)
    {
        if (registry is null || TryFind(kind, className, out _))
            return;
        var simpleName = InterfaceOf(kind).Split('.')[^1];
        var nested = Nested(className).Where(plugin => plugin.Kind == kind).Select(plugin => plugin.ClassName).ToArray();
        if (nested.Length > 0)
            throw new ConfigException($"This class is abstract and cannot be created. Did you mean {string.Join(", ", nested)}?");
        if (className == InterfaceOf(kind))
            throw new ConfigException("This class is abstract and cannot be created.");
        throw new ConfigException($"Class class {className} does not implement the {simpleName} interface");
    }

    private IEnumerable<PluginDescriptor> Nested(string className) =>
        registry?.All.Where(
            plugin => plugin.Aliases.Concat(PluginNames.OtherNamesOf(plugin)).Prepend(plugin.ClassName)
                .Any(name => name.StartsWith(className + "$", StringComparison.Ordinal))) ?? [];
}
