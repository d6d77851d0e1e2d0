using Connect.Runtime.Herding;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Connect.Runtime.DependencyInjection;

/// <summary>One health check of one worker.</summary>
/// <param name="connect">The worker.</param>
/// <param name="check">Performs the check.</param>
internal sealed class KafkaConnectHealthCheck(IKafkaConnect connect, Func<IKafkaConnect, CancellationToken, Task<HealthCheckResult>> check)
    : IHealthCheck
{
    /// <summary>Whether the worker lives.</summary>
    public static KafkaConnectHealthCheck Live(IKafkaConnect connect) => new(connect, WorkerHealth.CheckLiveAsync);

    /// <summary>Whether the worker can do its work.</summary>
    public static KafkaConnectHealthCheck Ready(IKafkaConnect connect) => new(connect, WorkerHealth.CheckReadyAsync);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var result = await check(connect, cancellationToken).ConfigureAwait(false);
        return result.Status == HealthStatus.Unhealthy
            ? new HealthCheckResult(context.Registration.FailureStatus, result.Description, result.Exception, result.Data)
            : result;
    }
}
