using Connect.Runtime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds Kafka Connect workers to an application.</summary>
public static class KafkaConnectHostApplicationBuilderExtensions
{
    /// <summary>Adds a worker that runs as long as the application's host.</summary>
    /// <remarks>The section <c>Kafka:Connect</c> is read first, then the connection string, then <paramref name="configure"/>: the last value
    /// wins.</remarks>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">The name of the connection string with the bootstrap servers.</param>
    /// <param name="configure">Configures the worker; null to use only the configuration.</param>
    /// <returns>A builder for the worker's plugins and connectors.</returns>
    public static IKafkaConnectBuilder AddKafkaConnect(
        this IHostApplicationBuilder builder, string connectionName = "kafka", Action<ConnectWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionName);
        return builder.Services.AddKafkaConnect(worker => Read(builder, WorkerSection.Path, connectionName, worker, configure));
    }

    /// <summary>Adds a named worker; an application may have several. Its services are keyed by the name.</summary>
    /// <remarks>The section <c>Kafka:Connect:Workers:{name}</c> is read first, then the connection string, then <paramref name="configure"/>: the
    /// last value wins.</remarks>
    /// <param name="builder">The application.</param>
    /// <param name="name">The worker's name.</param>
    /// <param name="connectionName">The name of the connection string with the bootstrap servers; null for the worker's name.</param>
    /// <param name="configure">Configures the worker; null to use only the configuration.</param>
    /// <returns>A builder for the worker's plugins and connectors.</returns>
    public static IKafkaConnectBuilder AddKeyedKafkaConnect(
        this IHostApplicationBuilder builder, string name, string? connectionName = null, Action<ConnectWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Services.AddKeyedKafkaConnect(
            name, worker => Read(builder, WorkerSection.PathOf(name), connectionName ?? name, worker, configure));
    }

    private static void Read(
        IHostApplicationBuilder builder, string path, string connectionName, ConnectWorkerOptions worker, Action<ConnectWorkerOptions>? configure)
    {
        var section = builder.Configuration.GetSection(path);
        WorkerSection.EnsureAdded(builder.Configuration, name => KafkaConnectServiceCollectionExtensions.IsAdded(builder.Services, name));
        WorkerSection.Read(section, worker);
        if (builder.Configuration.GetConnectionString(connectionName) is { Length: > 0 } servers)
            worker.BootstrapServers = servers;
        configure?.Invoke(worker);
    }
}
