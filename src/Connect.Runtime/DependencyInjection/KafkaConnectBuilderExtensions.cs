using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Hosting;
using Connect.Runtime.Plugins;
using Connect.Transforms;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds plugins and connectors to a worker.</summary>
/// <remarks>Plugins are constructed through dependency injection: connectors and tasks take what they need as constructor parameters. A converter,
/// transform or predicate that reads a configuration takes it as a parameter of type <c>IReadOnlyDictionary&lt;string, string?&gt;</c> and shows its
/// keys in a static property <c>ConfigDef Config</c>.</remarks>
public static class KafkaConnectBuilderExtensions
{
    private const DynamicallyAccessedMemberTypes Needed =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.Interfaces;

    /// <summary>Registers a connector class, so that connectors of it can be created over REST or in <c>appsettings.json</c>.</summary>
    /// <typeparam name="TConnector">The class: an <see cref="ISourceConnector"/> or <see cref="ISinkConnector"/>.</typeparam>
    /// <param name="builder">The worker.</param>
    public static IKafkaConnectBuilder AddConnector<[DynamicallyAccessedMembers(Needed)] TConnector>(this IKafkaConnectBuilder builder)
        where TConnector : class, IConnector =>
        builder.AddPlugin(typeof(TConnector));

    /// <summary>Registers a connector class and runs a connector of it.</summary>
    /// <typeparam name="TConnector">The class: an <see cref="ISourceConnector"/> or <see cref="ISinkConnector"/>.</typeparam>
    /// <param name="builder">The worker.</param>
    /// <param name="name">The connector's name.</param>
    /// <param name="configure">Sets its configuration; the result is what <c>GET /connectors/{name}/config</c> shows.</param>
    public static IKafkaConnectBuilder AddConnector<[DynamicallyAccessedMembers(Needed)] TConnector>(
        this IKafkaConnectBuilder builder, string name, Action<ConnectorOptions> configure)
        where TConnector : class, IConnector
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddConnector<TConnector>().AddConnector(name, PluginNames.ClassNameOf(typeof(TConnector)), configure);
    }

    /// <summary>Runs a connector of a class that is known by its name.</summary>
    /// <param name="builder">The worker.</param>
    /// <param name="name">The connector's name.</param>
    /// <param name="className">The class: its name or an alias, as <c>connector.class</c> takes it.</param>
    /// <param name="configure">Sets its configuration; the result is what <c>GET /connectors/{name}/config</c> shows.</param>
    public static IKafkaConnectBuilder AddConnector(
        this IKafkaConnectBuilder builder, string name, string className, Action<ConnectorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(className);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure<ConnectWorkerOptions>(OptionsName(builder), worker =>
        {
            var connector = new ConnectorOptions();
            configure(connector);
            if (!worker.Connectors.TryAdd(name, connector.ToProperties(className)))
                throw new ArgumentException($"Two connectors have the name '{name}'. Names are unique within a worker.", nameof(name));
        });
        return builder;
    }

    /// <summary>Registers a converter: an <c>IConverter</c>, an <c>IHeaderConverter</c>, or both.</summary>
    /// <typeparam name="TConverter">The class.</typeparam>
    /// <param name="builder">The worker.</param>
    /// <param name="alias">A name of your own for it; null for none.</param>
    public static IKafkaConnectBuilder AddConverter<[DynamicallyAccessedMembers(Needed)]
    TConverter>(this IKafkaConnectBuilder builder, string? alias = null)
        where TConverter : class =>
        builder.AddPlugin(typeof(TConverter), alias);

    /// <summary>Registers a transform.</summary>
    /// <typeparam name="TTransform">The class: an <see cref="ITransform{TRecord}"/>.</typeparam>
    /// <param name="builder">The worker.</param>
    /// <param name="alias">A name of your own for it; null for none.</param>
    public static IKafkaConnectBuilder AddTransform<[DynamicallyAccessedMembers(Needed)]
    TTransform>(this IKafkaConnectBuilder builder, string? alias = null)
        where TTransform : class =>
        builder.AddPlugin(typeof(TTransform), alias);

    /// <summary>Registers a function as a transform.</summary>
    /// <param name="builder">The worker.</param>
    /// <param name="alias">Its name.</param>
    /// <param name="apply">Changes a record; null drops it.</param>
    public static IKafkaConnectBuilder AddTransform(this IKafkaConnectBuilder builder, string alias, Func<ConnectRecord, ConnectRecord?> apply)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        ArgumentNullException.ThrowIfNull(apply);
        return builder.AddPlugins(
            [PluginDescriptors.OfFunction<ITransform<ConnectRecord>>(PluginKind.Transformation, alias, new LambdaTransform<ConnectRecord>(apply))]);
    }

    /// <summary>Registers a predicate.</summary>
    /// <typeparam name="TPredicate">The class: an <see cref="IPredicate{TRecord}"/>.</typeparam>
    /// <param name="builder">The worker.</param>
    /// <param name="alias">A name of your own for it; null for none.</param>
    public static IKafkaConnectBuilder AddPredicate<[DynamicallyAccessedMembers(Needed)]
    TPredicate>(this IKafkaConnectBuilder builder, string? alias = null)
        where TPredicate : class =>
        builder.AddPlugin(typeof(TPredicate), alias);

    /// <summary>Registers a function as a predicate.</summary>
    /// <param name="builder">The worker.</param>
    /// <param name="alias">Its name.</param>
    /// <param name="test">Tests a record.</param>
    public static IKafkaConnectBuilder AddPredicate(this IKafkaConnectBuilder builder, string alias, Func<ConnectRecord, bool> test)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        ArgumentNullException.ThrowIfNull(test);
        return builder.AddPlugins(
            [PluginDescriptors.OfFunction<IPredicate<ConnectRecord>>(PluginKind.Predicate, alias, new LambdaPredicate<ConnectRecord>(test))]);
    }

    /// <summary>Makes plugins known that describe themselves, as packages of connectors do.</summary>
    /// <param name="builder">The worker.</param>
    /// <param name="plugins">The plugins.</param>
    public static IKafkaConnectBuilder AddPlugins(this IKafkaConnectBuilder builder, IEnumerable<PluginDescriptor> plugins)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(plugins);
        foreach (var plugin in plugins)
            builder.Services.AddKeyedSingleton(ServiceKey(builder), plugin);
        return builder;
    }

    /// <summary>Registers a plugin whose description depends on the application's services.</summary>
    /// <param name="builder">The worker.</param>
    /// <param name="plugin">Describes the plugin; called once for each worker.</param>
    public static IKafkaConnectBuilder AddPlugin(this IKafkaConnectBuilder builder, Func<IServiceProvider, PluginDescriptor> plugin)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(plugin);
        builder.Services.AddKeyedSingleton(ServiceKey(builder), (services, _) => plugin(services));
        return builder;
    }

    internal static string OptionsName(IKafkaConnectBuilder builder) => builder.Name ?? Options.Options.DefaultName;

    /// <summary>The key of a worker's own services; the one worker without a name has one too.</summary>
    internal static string ServiceKey(IKafkaConnectBuilder builder) => OptionsName(builder);

    private static IKafkaConnectBuilder AddPlugin(
        this IKafkaConnectBuilder builder, [DynamicallyAccessedMembers(Needed)] Type type, string? alias = null) =>
        builder.AddPlugins(PluginDescriptors.Of(type, alias is null ? [] : [alias]));
}
