using System.Reflection;
using Connect.Plugins;

namespace Connect.Runtime.Plugins;

/// <summary>Kafka Connect's rules for the names of plugins.</summary>
internal static class PluginNames
{
    /// <summary>The name by which configurations know a class: <see cref="PluginClassNameAttribute"/>, else the .NET full name.</summary>
    public static string ClassNameOf(Type type) =>
        type.GetCustomAttribute<PluginClassNameAttribute>()?.ClassName ?? type.FullName ?? type.Name;

    /// <summary>The names derived from the class: the full .NET name, the simple class name, and the simple name without the suffix of its kind
    /// (<c>FileStreamSourceConnector</c>: <c>FileStreamSource</c>); for a nested class also <c>Cast$Value</c>.</summary>
    /// <remarks>Source: <c>org.apache.kafka.connect.runtime.isolation.PluginUtils</c>.</remarks>
    public static IEnumerable<string> OtherNamesOf(PluginDescriptor plugin)
    {
        if (HasClassOfItsOwn(plugin) && plugin.ImplementationType.FullName is { } fullName)
            yield return fullName;
        foreach (var name in NamesOf(plugin).Distinct(StringComparer.Ordinal))
        {
            if (name.Contains('$', StringComparison.Ordinal))
                yield return name[(name.LastIndexOf('.') + 1)..];
            var simple = name[(name.LastIndexOfAny(['.', '$', '+']) + 1)..];
            yield return simple;
            var suffix = SuffixOf(plugin.Kind);
            if (simple.Length > suffix.Length && simple.EndsWith(suffix, StringComparison.Ordinal))
                yield return simple[..^suffix.Length];
        }
    }

    private static IEnumerable<string> NamesOf(PluginDescriptor plugin) =>
        HasClassOfItsOwn(plugin) ? [plugin.ClassName, plugin.ImplementationType.Name] : [plugin.ClassName];

    /// <summary>Whether the class name identifies the plugin. Plugins that are functions share one class, and a class that is not public means
    /// nothing to users.</summary>
    public static bool HasClassOfItsOwn(PluginDescriptor plugin) => plugin.ImplementationType is { IsPublic: true, IsGenericType: false };

    private static string SuffixOf(PluginKind kind) => kind switch
    {
        PluginKind.Source or PluginKind.Sink => "Connector",
        PluginKind.Transformation => "Transformation",
        PluginKind.ClientConfigOverridePolicy => "ConnectorClientConfigOverridePolicy",
        _ => kind.ToString(),
    };
}
