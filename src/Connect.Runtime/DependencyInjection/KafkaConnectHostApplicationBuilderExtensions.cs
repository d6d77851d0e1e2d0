using Connect.Runtime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds Kafka Connect workers to an application.</summary>
public static class KafkaConnectHostApplicationBuilderExtensions
{
    /// <summary>The section of the application's configuration that describes the worker.</summary>
    private const string Section = "Kafka:Connect";

    /// <summary>Adds a worker that runs as long as the application's host does.</summary>
    /// <remarks>The section <c>Kafka:Connect</c> is read first, then the connection string, then <paramref name="configure"/>: the last word wins.</remarks>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">The name of the connection string that holds the bootstrap servers, where there is one.</param>
    /// <param name="configure">Sets what the worker is to be; null for what the configuration says.</param>
    /// <returns>A builder for the worker's plugins and connectors.</returns>
    public static IKafkaConnectBuilder AddKafkaConnect(
        this IHostApplicationBuilder builder, string connectionName = "kafka", Action<ConnectWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionName);
        return builder.Services.AddKafkaConnect(worker =>
        {
            builder.Configuration.GetSection(Section).Bind(worker);
            if (builder.Configuration.GetConnectionString(connectionName) is { Length: > 0 } servers)
                worker.BootstrapServers = servers;
            configure?.Invoke(worker);
        });
    }
}
