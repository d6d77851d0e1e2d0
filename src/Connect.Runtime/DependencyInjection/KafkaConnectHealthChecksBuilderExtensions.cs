using Connect.Runtime;
using Connect.Runtime.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Kafka Connect workers to an application's health checks.</summary>
public static class KafkaConnectHealthChecksBuilderExtensions
{
    /// <summary>Adds two checks of a worker: one with the tag <c>live</c> (the worker answers), and one with the tag <c>ready</c> (it has started,
    /// its clients reach Kafka, its connectors have started; degraded while one of its connectors or tasks has failed or is stalled).</summary>
    /// <remarks>The data of the ready check has an entry for each connector: its state and the states of its tasks. Stopped and paused connectors
    /// count as healthy.</remarks>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="workerName">The worker's name if it was added with <c>AddKeyedKafkaConnect</c>; null for the default worker.</param>
    /// <param name="tags">Additional tags of both checks.</param>
    public static IHealthChecksBuilder AddKafkaConnect(this IHealthChecksBuilder builder, string? workerName = null, params string[] tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(tags);
        var name = workerName is null ? "kafka-connect" : $"kafka-connect-{workerName}";
        IKafkaConnect Worker(IServiceProvider services) =>
            workerName is null ? services.GetRequiredService<IKafkaConnect>() : services.GetRequiredKeyedService<IKafkaConnect>(workerName);
        return builder
            .Add(new HealthCheckRegistration($"{name}-live", services => KafkaConnectHealthCheck.Live(Worker(services)), null, ["live", .. tags]))
            .Add(new HealthCheckRegistration($"{name}-ready", services => KafkaConnectHealthCheck.Ready(Worker(services)), null, ["ready", .. tags]));
    }
}
