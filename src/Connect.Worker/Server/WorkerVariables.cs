using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.WorkerProgram.Server;

/// <summary>Resolves the variables of the worker's properties before there is a worker: the web server's passwords may be among them.</summary>
internal static class WorkerVariables
{
    /// <summary>Resolves them.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="plugins">The plugins of folders: providers may be among them.</param>
    /// <exception cref="ConfigException">A provider is not known or cannot read its values.</exception>
    public static async Task<IReadOnlyDictionary<string, string?>> ResolveAsync(IReadOnlyDictionary<string, string?> properties, IReadOnlyList<PluginDescriptor> plugins)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.ClearProviders()).BuildServiceProvider();
        await using (services)
        {
            var transformer = new ConfigTransformer(ConfigProviders.Create(properties, new PluginRegistry([.. ShippedConfigProviders.All, .. plugins], services), services));
            await using (transformer)
                return (await transformer.TransformAsync(properties)).Data;
        }
    }
}
