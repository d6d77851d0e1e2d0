namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds plugins and connectors to one worker.</summary>
public interface IKafkaConnectBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The worker's name; null for the one that <c>AddKafkaConnect</c> adds.</summary>
    string? Name { get; }
}
