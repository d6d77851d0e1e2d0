using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Connect.Configuration;
using Connect.Connectors;
using Connect.Converters;
using Connect.Plugins;
using Connect.Transforms;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Plugins;

/// <summary>Describes plugins by their classes. Dependency injection creates them; a plugin that needs its configuration has it as a constructor
/// parameter.</summary>
internal static class PluginDescriptors
{
    private const DynamicallyAccessedMemberTypes Needed =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.Interfaces;

    /// <summary>Describes every kind of plugin that a class is.</summary>
    /// <exception cref="ArgumentException">The class is no plugin.</exception>
    public static IReadOnlyList<PluginDescriptor> Of([DynamicallyAccessedMembers(Needed)] Type type, params IReadOnlyList<string> aliases)
    {
        var found = new List<PluginDescriptor>();
        AddIf<ISinkConnector>(found, PluginKind.Sink, type, aliases);
        AddIf<ISourceConnector>(found, PluginKind.Source, type, aliases);
        AddTransforms(found, type, aliases);
        AddIf<IConverter>(found, PluginKind.Converter, type, aliases);
        AddIf<IHeaderConverter>(found, PluginKind.HeaderConverter, type, aliases);
        AddIf<IConfigProvider>(found, PluginKind.ConfigProvider, type, aliases);
        return found.Count > 0
            ? found : throw new ArgumentException(
                $"{type} is not a connector, converter, transform, predicate or config provider.", nameof(type));
    }

    /// <summary>Describes a plugin that is a function: its only name is its alias, and it has no keys.</summary>
    public static PluginDescriptor OfFunction<TPlugin>(PluginKind kind, string alias, TPlugin plugin)
        where TPlugin : class =>
        new PluginDescriptor<TPlugin>(kind, alias, plugin.GetType(), null, new ConfigDef(), (_, _) => plugin);

    private static void AddTransforms(List<PluginDescriptor> found, [DynamicallyAccessedMembers(Needed)] Type type, IReadOnlyList<string> aliases)
    {
        AddIf<ITransform<ConnectRecord>>(found, PluginKind.Transformation, type, aliases);
        if (typeof(ITransform<SourceRecord>).IsAssignableFrom(type))
            found.Add(Describe<ITransform<ConnectRecord>>(
                PluginKind.Transformation, type, aliases, instance => new RecordKindTransform<SourceRecord>((ITransform<SourceRecord>)instance)));
        if (typeof(ITransform<SinkRecord>).IsAssignableFrom(type))
            found.Add(Describe<ITransform<ConnectRecord>>(
                PluginKind.Transformation, type, aliases, instance => new RecordKindTransform<SinkRecord>((ITransform<SinkRecord>)instance)));
        AddIf<IPredicate<ConnectRecord>>(found, PluginKind.Predicate, type, aliases);
        if (typeof(IPredicate<ConnectRecord>).IsAssignableFrom(type))
            return;
        if (typeof(IPredicate<SourceRecord>).IsAssignableFrom(type))
            found.Add(Describe<IPredicate<ConnectRecord>>(
                PluginKind.Predicate, type, aliases, instance => new RecordKindPredicate<SourceRecord>((IPredicate<SourceRecord>)instance)));
        if (typeof(IPredicate<SinkRecord>).IsAssignableFrom(type))
            found.Add(Describe<IPredicate<ConnectRecord>>(
                PluginKind.Predicate, type, aliases, instance => new RecordKindPredicate<SinkRecord>((IPredicate<SinkRecord>)instance)));
    }

    private static void AddIf<TPlugin>(
        List<PluginDescriptor> found, PluginKind kind, [DynamicallyAccessedMembers(Needed)] Type type, IReadOnlyList<string> aliases)
        where TPlugin : class
    {
        if (typeof(TPlugin).IsAssignableFrom(type))
            found.Add(Describe(kind, type, aliases, instance => (TPlugin)instance));
    }

    private static PluginDescriptor<TPlugin> Describe<TPlugin>(
        PluginKind kind, [DynamicallyAccessedMembers(Needed)] Type type, IReadOnlyList<string> aliases, Func<object, TPlugin> adapt)
        where TPlugin : class
    {
        var takesConfig = kind is not (PluginKind.Source or PluginKind.Sink) && TakesConfig(type);
        return new PluginDescriptor<TPlugin>(
            kind,
            PluginNames.ClassNameOf(type),
            type,
            AssemblyVersionOf(type),
            ConfigOf(type),
            (services, config) =>
                adapt(takesConfig ? ActivatorUtilities.CreateInstance(services, type, config) : ActivatorUtilities.CreateInstance(services, type)))
        {
            Aliases = aliases,
        };
    }

    private static bool TakesConfig([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type) =>
        type.GetConstructors()
            .Any(constructor =>
                constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(IReadOnlyDictionary<string, string?>)));

    /// <summary>The static property <c>Config</c>: the convention for plugins other than connectors, whose keys are wanted before an instance
    /// exists.</summary>
    private static ConfigDef ConfigOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) =>
        type.GetProperty("Config", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ConfigDef ?? new ConfigDef();

    private static string? AssemblyVersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
}
