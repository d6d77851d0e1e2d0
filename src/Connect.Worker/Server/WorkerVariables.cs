using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.WorkerProgram.Server;

/// <summary>Resolves the variables in the worker's properties before the worker exists, because the web server's passwords may contain
/// variables.</summary>
internal static class WorkerVariables
{
    /// <summary>Resolves them.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="plugins">The plugins from folders, which may include configuration providers.</param>
    /// <exception cref="ConfigException">A provider is unknown or cannot read its values.</exception>
    public static async Task<IReadOnlyDictionary<string, string?>> ResolveAsync(
        IReadOnlyDictionary<string, string?> properties, IReadOnlyList<PluginDescriptor> plugins)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.ClearProviders()).BuildServiceProvider();
        await using (services)
        {
            var transformer = new ConfigTransformer(
                ConfigProviders.Create(properties, new PluginRegistry([.. ShippedConfigProviders.All, .. plugins], services), services));
            await using (transformer)
                return (await transformer.TransformAsync(properties)).Data;
        }
    }
}
