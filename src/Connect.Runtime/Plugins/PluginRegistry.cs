using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Plugins.Versions;

namespace Connect.Runtime.Plugins;

/// <summary>All plugins of one worker, under all names that configurations may use.</summary>
/// <remarks>
/// <para>A plugin may be present in several versions, each from its own folder: a name selects the newest version, unless the configuration requests
/// another.</para>
/// <para>Explicit names (the class name, an alias) take precedence over names derived from the class. A derived name that fits two plugins selects
/// neither.</para>
/// <para>Thread-safe. Source of the rules: <c>org.apache.kafka.connect.runtime.isolation.Plugins</c>.</para>
/// </remarks>
internal sealed class PluginRegistry : IClassNameResolver
{
    private static readonly PluginKind[] ConnectorKinds = [PluginKind.Sink, PluginKind.Source];
    private static readonly Dictionary<string, string?> NoConfig = [];

    private readonly IServiceProvider _services;
    private readonly Dictionary<(PluginKind Kind, string Name), PluginDescriptor> _byName = [];
    private readonly ILookup<(PluginKind, string), PluginDescriptor> _versions;
    private readonly ConcurrentDictionary<Type, IConnector> _unstarted = new();

    /// <summary>Registers plugins. Of two plugins with the same kind and class name the last one wins; plugins from plugin folders coexist if their
    /// versions differ.</summary>
    /// <exception cref="ConfigException">Two functions of a kind, or two classes, have the same alias.</exception>
    public PluginRegistry(IEnumerable<PluginDescriptor> plugins, IServiceProvider services)
    {
        _services = services;
        var unique = new Dictionary<(PluginKind, string, string?), PluginDescriptor>();
        foreach (var plugin in plugins)
        {
            var key = (plugin.Kind, plugin.ClassName, IsFromFolder(plugin) ? plugin.Version ?? "" : null);
            if (unique.TryGetValue(key, out var other) && !PluginNames.HasClassOfItsOwn(plugin) && !ReferenceEquals(plugin, other))
                throw TakenTwice(plugin.Kind, plugin.ClassName);
            // The same class under a second alias keeps the first one.
            unique[key] = other?.ImplementationType == plugin.ImplementationType
                ? plugin with { Aliases = [.. other.Aliases.Union(plugin.Aliases, StringComparer.Ordinal)] } : plugin;
        }

        All = [.. unique.Values.OrderBy(plugin => plugin.Kind).ThenBy(plugin => plugin.ClassName, StringComparer.Ordinal)
            .ThenBy(VersionRequirement.VersionOf)];
        _versions = All.ToLookup(plugin => (plugin.Kind, plugin.ClassName));
        foreach (var plugin in All)
            AddNames(plugin);
        AddOtherNames();
    }

    /// <summary>The call that adds the worker, for the text of an error.</summary>
    public string AddedBy { get; init; } = "AddKafkaConnect";

    /// <summary>The services from which plugins are created.</summary>
    public IServiceProvider Services => _services;

    /// <summary>All plugins, ordered by kind, class name and version.</summary>
    public IReadOnlyList<PluginDescriptor> All { get; }

    /// <summary>Every name under which a connector is found.</summary>
    public IReadOnlySet<string> ConnectorNames =>
        _byName.Keys.Where(entry => ConnectorKinds.Contains(entry.Kind)).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Finds a plugin of a kind by any of its names.</summary>
    public bool TryFind(PluginKind kind, string name, [MaybeNullWhen(false)] out PluginDescriptor plugin) =>
        _byName.TryGetValue((kind, name.Trim()), out plugin);

    /// <summary>Finds a plugin of a kind by any of its names.</summary>
    /// <exception cref="ConfigException">There is none; the message lists the available plugins.</exception>
    public PluginDescriptor<TPlugin> Find<TPlugin>(PluginKind kind, string name)
        where TPlugin : class =>
        TryFind(kind, name, out var plugin)
            ? (PluginDescriptor<TPlugin>)plugin
            : throw new ConfigException(
                $"Failed to find any class that implements {InterfaceOf(kind)} and which name matches {name}, available are: "
                    + $"{Available(kind)}{Suggestion(name, kind)}");

    /// <summary>Finds a source or sink connector by any of its names. White space around the name is significant, as in Kafka Connect.</summary>
    /// <exception cref="ConfigException">There is none; the message lists the available connectors.</exception>
    public PluginDescriptor FindConnector(string name)
    {
        foreach (var kind in ConnectorKinds)
        {
            if (_byName.TryGetValue((kind, name), out var plugin))
                return plugin;
        }

        throw new ConfigException(
            $"Failed to find any class that implements Connector and which name matches {name}, available connectors are: "
                + $"{Available(ConnectorKinds)}{Suggestion(name, ConnectorKinds)}");
    }

    /// <summary>The newest version of a plugin that satisfies a requirement.</summary>
    /// <param name="plugin">The plugin, in any version.</param>
    /// <param name="requirement">A version, or a range in Maven's notation; null for the newest.</param>
    /// <exception cref="ConfigException">No available version satisfies it.</exception>
    public PluginDescriptor Select(PluginDescriptor plugin, string? requirement)
    {
        PluginDescriptor[] versions = [.. _versions[(plugin.Kind, plugin.ClassName)]];
        return VersionRequirement.Select(versions.Length > 0 ? versions : [plugin], requirement);
    }

    /// <summary>The available versions of a plugin, oldest first.</summary>
    public IReadOnlyList<string> VersionsOf(PluginDescriptor plugin) =>
        [.. _versions[(plugin.Kind, plugin.ClassName)].Select(here => here.Version).OfType<string>()];

    /// <summary>The version of an instance's plugin; null if it has none.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="className">The plugin's class name, for wrapped instances: then the newest version is returned.</param>
    public string? VersionOf(object? instance, string? className) =>
        (All.FirstOrDefault(plugin => plugin.ImplementationType == instance?.GetType())
            ?? All.LastOrDefault(plugin => plugin.ClassName == className))?.Version;

    /// <summary>Creates an instance.</summary>
    /// <param name="kind">The kind of plugin.</param>
    /// <param name="name">Any of its names.</param>
    /// <param name="config">The plugin's own configuration, prefixes removed.</param>
    /// <param name="version">The required version; null for the newest.</param>
    /// <exception cref="ConfigException">There is no such plugin, or it refuses its configuration.</exception>
    public TPlugin Create<TPlugin>(PluginKind kind, string name, IReadOnlyDictionary<string, string?> config, string? version = null)
        where TPlugin : class =>
        ((PluginDescriptor<TPlugin>)Select(Find<TPlugin>(kind, name), version)).Create(_services, config);

    /// <summary>Creates a connector instance.</summary>
    /// <param name="className">Any of the class's names.</param>
    /// <param name="version">The required version; null for the newest.</param>
    /// <exception cref="ConfigException">There is no such connector.</exception>
    public IConnector CreateConnector(string className, string? version = null) => Create(Select(FindConnector(className), version));

    /// <summary>The shared instance of a connector's class that is never started; used for validation, configuration and version.</summary>
    /// <param name="className">Any of the class's names.</param>
    /// <param name="version">The required version; null for the newest.</param>
    /// <exception cref="ConfigException">There is no such connector.</exception>
    public IConnector GetUnstartedConnector(string className, string? version = null) =>
        GetUnstartedConnector(Select(FindConnector(className), version));

    /// <summary>The shared instance of a connector's class that is never started; used for validation, configuration and version.</summary>
    public IConnector GetUnstartedConnector(PluginDescriptor connector) => _unstarted.GetOrAdd(connector.ImplementationType, _ => Create(connector));

    /// <inheritdoc/>
    public string? Resolve(string name)
    {
        foreach (var kind in Enum.GetValues<PluginKind>())
        {
            if (TryFind(kind, name, out var plugin))
                return plugin.ClassName;
        }

        return null;
    }

    private static bool IsFromFolder(PluginDescriptor plugin) =>
        AssemblyLoadContext.GetLoadContext(plugin.ImplementationType.Assembly) is { } context
            && context != AssemblyLoadContext.GetLoadContext(typeof(PluginRegistry).Assembly);

    private IConnector Create(PluginDescriptor connector) => connector switch
    {
        PluginDescriptor<ISourceConnector> source => source.Create(_services, NoConfig),
        PluginDescriptor<ISinkConnector> sink => sink.Create(_services, NoConfig),
        _ => throw new InvalidOperationException($"{connector.ClassName} is registered as a connector but is a {connector.GetType()}."),
    };

    private static string InterfaceOf(PluginKind kind) => kind switch
    {
        PluginKind.Transformation => "Transformation",
        PluginKind.ClientConfigOverridePolicy => "ConnectorClientConfigOverridePolicy",
        _ => kind.ToString(),
    };

    /// <inheritdoc/>
    public string? Suggest(string name) => Nearest(name, Enum.GetValues<PluginKind>());

    private static ConfigException TakenTwice(PluginKind kind, string alias) =>
        new($"Two plugins of kind {kind} have the alias '{alias}'. Aliases must be unique within a worker.");

    private string Available(params PluginKind[] kinds)
    {
        var names = All.Where(plugin => kinds.Contains(plugin.Kind))
            .Select(plugin => plugin.Aliases.Count == 0 ? plugin.ClassName : $"{plugin.ClassName} ({string.Join(", ", plugin.Aliases)})")
            .Distinct(StringComparer.Ordinal).ToArray();
        return names.Length > 0
            ? string.Join(", ", names)
            : $"none. Plugins are registered for each worker: call AddConnector or AddPlugins on the builder that {AddedBy} returns.";
    }

    private string Suggestion(string name, params PluginKind[] kinds) => Nearest(name, kinds) is { } near ? $". Did you mean '{near}'?" : "";

    private string? Nearest(string name, PluginKind[] kinds) =>
        Spelling.Nearest(name, _byName.Keys.Where(entry => kinds.Contains(entry.Kind)).Select(entry => entry.Name));

    private void AddNames(PluginDescriptor plugin)
    {
        _byName[(plugin.Kind, plugin.ClassName)] = plugin;
        foreach (var alias in plugin.Aliases)
        {
            if (_byName.TryGetValue((plugin.Kind, alias), out var other) && other != plugin && other.Aliases.Contains(alias, StringComparer.Ordinal))
                throw TakenTwice(plugin.Kind, alias);
            _byName[(plugin.Kind, alias)] = plugin;
        }
    }

    private void AddOtherNames()
    {
        var otherNames = All
            .SelectMany(
                plugin => PluginNames.OtherNamesOf(plugin).Distinct(StringComparer.Ordinal)
                    .Select(name => (Name: (plugin.Kind, name), Plugin: plugin)))
            .GroupBy(entry => entry.Name, entry => entry.Plugin);
        foreach (var group in otherNames)
        {
            if (group.Select(plugin => plugin.ClassName).Distinct(StringComparer.Ordinal).Count() == 1)
                _byName.TryAdd(group.Key, group.Last());
        }
    }
}
