using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.DependencyInjection;

/// <inheritdoc/>
internal sealed record KafkaConnectBuilder(IServiceCollection Services, string? Name) : IKafkaConnectBuilder;
